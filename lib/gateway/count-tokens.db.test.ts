import { afterAll, beforeAll, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { balancesOf } from '@/tests/ledger'

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller

const at = (upstream: string, upstreamModel: string, priority = 0) => ({ upstream, upstreamModel, priority })

beforeAll(async () => {
  gateway = await startGateway()
  const { url } = gateway.upstream
  await gateway.apply(
    catalogOf(
      [anUpstream(url), anUpstream(url, { name: 'claude', protocol: 'anthropic' })],
      [
        { id: 'plain' },
        { id: 'both', targets: [at('claude', 'plain'), at('fake', 'plain', -1)] },
        { id: 'claude.plain', targets: [at('claude', 'plain')] },
        { id: 'claude.counts-4711', targets: [at('claude', 'counts-4711')] },
      ],
    ),
  )
  caller = await gateway.caller()
})
afterAll(() => gateway.stop())

const count = (model: string, more: object = {}, by = caller) =>
  gateway.post(by, { model, messages, ...more }, { path: '/v1/messages/count_tokens?beta=true' })

it.each([
  ['claude.counts-4711', 4711],
  ['claude.plain', 8],
  ['plain', 8],
  ['both', 8],
])('the count of %s is %i, and costs nothing', async (model, wanted) => {
  const { cash } = await balancesOf(caller)
  const { rows: before } = await pool().query('select count(*)::int as n from usage_records')
  for (let times = 0; times < 2; times++) {
    const response = await count(model)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ input_tokens: wanted })
  }
  expect((await balancesOf(caller)).cash).toBe(cash)
  const { rows } = await pool().query('select count(*)::int as n from usage_records')
  expect(rows).toEqual(before)
})

it('what a model reads beside the messages is counted too', async () => {
  const of = async (more: object) => (await (await count('plain', more)).json()).input_tokens
  const bare = await of({})
  expect(await of({ system: 'Be brief and kind.' })).toBeGreaterThan(bare)
  expect(await of({ tools: [{ name: 'get_weather', input_schema: { type: 'object' } }] })).toBeGreaterThan(bare)
})

it('a count is refused in the words of its protocol, and limited by itself', async () => {
  const by = await gateway.caller()
  const unknown = await count('unknown', {}, by)
  expect(unknown.status).toBe(404)
  expect(await unknown.json()).toMatchObject({ type: 'error', error: { type: 'not_found_error' } })
  const wrong = await count('plain', { messages: [] }, by)
  expect(await wrong.json()).toMatchObject({ type: 'error', error: { type: 'invalid_request_error', param: 'messages' } })
  const statuses = await Promise.all(Array.from({ length: 600 }, async () => (await count('plain', {}, by)).status))
  expect(statuses.filter((status) => status === 429)).toHaveLength(2)
  const late = await count('plain', {}, by)
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await late.json()).toMatchObject({ type: 'error', error: { type: 'rate_limit_error' } })
  expect((await gateway.post(by, { model: 'plain', messages })).status).toBe(200)
  const listed = await fetch(`${gateway.url}/v1/models`, { headers: { authorization: `Bearer ${by.secret}` } })
  expect(listed.status).toBe(200)
})
