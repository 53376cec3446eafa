import { beforeAll, expect, it } from 'vitest'
import { GET as models } from '@/app/api/models/route'
import { catalog, catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { applyCatalog } from '@/lib/catalog/file/apply-catalog'
import { pool } from '@/lib/db/pool'
import { failed, misconfigured, succeeded } from '@/lib/gateway/targets/breaker'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'

let mei: TestUser
let eve: TestUser
closePortalAfterwards()
beforeAll(async () => {
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  const chats = ['a-first', 'b-busy', 'c-quiet', 'd-idle'].map((id) => ({
    id,
    enabled: true,
    targets: [{ upstream: 'u', upstreamModel: id }],
  }))
  const others = [
    { id: 'a-embedding', enabled: true, mode: 'embedding', targets: [{ upstream: 'u', upstreamModel: 'e' }] },
    { id: 'a-nowhere', enabled: true },
  ]
  await applyCatalog(JSON.stringify({ upstreams: [{ name: 'u', baseUrl: 'http://10.0.0.1/v1' }], models: [...chats, ...others] }), {})
  mei = await newUser()
  eve = await newUser()
})

const used = (userId: number, model: string, calls: number, { errors = 0, hoursAgo = 1 } = {}) =>
  pool().query(
    `insert into usage_hours (hour, user_id, key_id, model, calls, errors) values (date_trunc('hour', now()) - make_interval(hours => $1), $2, '', $3, $4, $5)`,
    [hoursAgo, userId, model, calls, errors],
  )
const suggested = async (who?: TestUser): Promise<string[]> => (await call(models, { token: who?.token })).json.suggested
const targetOf = (model: string) => catalog().models.get(model)?.targets[0]?.id ?? ''
const fault = { userId: 0, reason: 'http_500', status: 500 }
const settings = { breakerFailures: 3, breakerSeconds: 30 }

it('a model to begin with is the one used last, else the one most used, and never one that failed last while another answers', async () => {
  await used(eve.user.id, 'b-busy', 40, { hoursAgo: 3 })
  await used(eve.user.id, 'c-quiet', 2, { hoursAgo: 2 })
  await used(eve.user.id, 'a-first', 90, { errors: 90, hoursAgo: 1 })

  const ofAll = await suggested()
  expect(ofAll).toEqual(['b-busy', 'c-quiet', 'a-first', 'd-idle', 'eliza', 'a-nowhere'])
  expect(await suggested(mei)).toEqual(ofAll)
  expect((await suggested(eve)).slice(0, 3)).toEqual(['c-quiet', 'b-busy', 'a-first'])

  failed(targetOf('b-busy'), fault, settings)
  misconfigured(targetOf('c-quiet'), { ...fault, status: 401 })
  expect(await suggested(mei)).toEqual(['a-first', 'd-idle', 'eliza', 'b-busy', 'c-quiet', 'a-nowhere'])
  expect((await suggested(eve)).slice(0, 4)).toEqual(['a-first', 'd-idle', 'eliza', 'c-quiet'])

  succeeded(targetOf('b-busy'), 0, 100)
  expect((await suggested(mei))[0]).toBe('b-busy')
})
