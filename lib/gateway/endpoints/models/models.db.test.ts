import { afterAll, beforeAll, expect, it } from 'vitest'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'

let gateway: Gateway
let caller: TestCaller
beforeAll(async () => {
  gateway = await startGateway()
  const models = [
    { id: 'named', ownedBy: 'openai', provider: 'OpenAI' },
    { id: 'shared', ownedBy: ['first@lab', 'second@lab'], provider: 'Lab' },
    { id: 'provided', ownedBy: null, provider: 'DeepSeek' },
    { id: 'emptied', ownedBy: [], provider: 'DeepSeek' },
    { id: 'nobodys' },
  ]
  await gateway.apply(catalogOf([anUpstream(gateway.upstream.url)], models))
  caller = await gateway.caller()
})
afterAll(() => gateway.stop())

const read = async (path: string) =>
  (await fetch(gateway.url + path, { headers: { authorization: `Bearer ${caller.secret}` } })).json() as Promise<{
    data: { id: string; owned_by: unknown }[]
    owned_by: unknown
  }>
const owners = { auto: 'atrium', named: 'openai', shared: 'first@lab', provided: 'DeepSeek', emptied: 'DeepSeek', nobodys: 'atrium' }
const asConfigured = { ...owners, shared: ['first@lab', 'second@lab'], provided: null, emptied: [], nobodys: null }

it.each([
  ['/v1', owners],
  ['/api/v1', owners],
  ['/apiv2', asConfigured],
  ['/apiv2/v1', asConfigured],
])('%s tells whose a model is in the type that its clients know', async (base, wanted) => {
  const { data } = await read(`${base}/models`)
  const told = Object.fromEntries(data.map(({ id, owned_by }) => [id, owned_by]))
  expect(told).toMatchObject(wanted)
  if (wanted === owners) expect(Object.values(told).every((owner) => typeof owner === 'string' && owner !== '')).toBe(true)
  for (const [id, owner] of Object.entries(wanted)) expect((await read(`${base}/models/${id}`)).owned_by, id).toEqual(owner)
})
