import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalog, catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import { onChange } from '@/lib/db/notify'
import { failed, healthReport, isHealthy } from '@/lib/gateway/targets/breaker'
import { modelNow } from '@/lib/gateway/targets/model-now'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { GET as audit } from '../audit/route'
import { GET as health } from '../upstreams/health/route'
import { POST as reset } from './[id]/reset/route'

let owner: TestUser
const told: (string | undefined)[] = []
closePortalAfterwards()
beforeAll(async () => {
  onChange('targets', (change) => void told.push(change?.id))
  await bootPortal()
  await ensureBuiltins()
  await catalogReady()
  owner = await newUser({ role: 'owner' })
})
afterAll(() => expect(told).not.toEqual([]))

const target = () => [...catalog().models.values()].flatMap(({ targets }) => targets)[0]?.id ?? ''
const stateOf = async () => {
  const { json } = await call(health, { token: owner.token })
  return json.upstreams.flatMap(({ targets }: { targets: object[] }) => targets)[0]
}

it('an operator resets a target: here at once, in every other process when it is told', async () => {
  const id = target()
  for (const userId of [1, 2, 3]) failed(id, { userId, reason: 'status_500', status: 500 }, { breakerFailures: 3, breakerSeconds: 60 })
  expect(await stateOf()).toMatchObject({ target: id, state: 'open', lastHour: { served: 0, failed: 3, medianMs: null } })
  expect(modelNow('eliza')).toEqual({ state: 'resting', seconds: 60 })
  expect((await call(reset, { method: 'POST', token: owner.token, params: { id } })).status).toBe(204)
  expect(modelNow('eliza')).toEqual({ state: 'ready' })
  expect(isHealthy(id, null)).toBe(true)
  expect(await stateOf()).toMatchObject({ state: 'closed', retryIn: null, lastFailure: { reason: 'status_500' } })
  await expect.poll(() => told).toEqual([id])
  const [entry] = (await call(audit, { token: owner.token })).json.entries
  expect(entry).toMatchObject({ action: 'model.reset_target', after: { target: id } })
})

it('nobody else may, and only a target that there is', async () => {
  const somebody = await newUser()
  expect((await call(reset, { method: 'POST', token: somebody.token, params: { id: target() } })).status).toBe(403)
  expect((await call(reset, { method: 'POST', token: owner.token, params: { id: 'tgt_missing' } })).status).toBe(404)
  expect(healthReport('tgt_missing')).toBeUndefined()
})
