import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { fail } from '@/lib/errors'
import { settle } from '@/lib/ledger/turn/settle'
import { userById } from '@/lib/users/users'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { admitAsUser, answerAsUser, dropCall } from './serve-user'

const away = vi.hoisted(() => ({ admissions: false }))
vi.mock('@/lib/ledger/turn/admit', async (original) => {
  const real = await original<typeof import('@/lib/ledger/turn/admit')>()
  return {
    ...real,
    admit: (request: Parameters<typeof real.admit>[0]) => (away.admissions ? Promise.reject(new Error('away')) : real.admit(request)),
  }
})
vi.mock('@/lib/ledger/turn/settle', async (original) => {
  const real = await original<typeof import('@/lib/ledger/turn/settle')>()
  return { ...real, settle: vi.fn(real.settle) }
})

const messages = [{ role: 'user', content: 'hello' }]
let gateway: Gateway
let caller: TestCaller
beforeAll(async () => {
  gateway = await startGateway()
  await gateway.apply(
    catalogOf(
      [anUpstream(gateway.upstream.url)],
      ['plain', 'cut-2', 'status-400', 'reset-2'].map((id) => ({ id })),
    ),
  )
  caller = await gateway.caller()
})
afterAll(() => gateway.stop())

it('without its database nothing is served, and no upstream hears of it', async () => {
  away.admissions = true
  const response = await gateway.post(caller, { model: 'plain', messages })
  away.admissions = false
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBeTruthy()
  expect((await response.json()).error.message).not.toContain('away')
  expect(gateway.upstream.calls()).toEqual([])
})

it.each(['plain', 'cut-2', 'status-400', 'reset-2'])('a call to %s is settled exactly once', async (model) => {
  for (const stream of [false, true]) {
    vi.mocked(settle).mockClear()
    const response = await gateway.post(caller, { model, messages, stream })
    await response.text()
    await gateway.record(response.headers.get('x-request-id'))
    expect(settle).toHaveBeenCalledTimes(1)
  }
})

it('our own pages call by the same line, on the wallet of the user; a call that is dropped costs nothing', async () => {
  const user = await userById(caller.userId)
  if (!user) throw new Error('no user')
  const call = { user, address: null, endpoint: 'chat/completions', session: 'conv_1' }
  const { signal } = new AbortController()
  const reply = await answerAsUser(await admitAsUser({ ...call, body: { model: 'plain', messages } }), signal)
  expect(reply.status).toBe(200)
  expect(await gateway.record(reply.headers['x-request-id'] ?? null)).toMatchObject({ key_id: null, user_id: caller.userId, status: 200 })
  await expect(admitAsUser({ ...call, body: { model: 'none', messages } })).rejects.toMatchObject({ code: 'model_not_found' })
  const dropped = await admitAsUser({ ...call, body: { model: 'plain', messages } })
  expect(await dropCall(dropped, fail('not_found'))).toMatchObject({ code: 'not_found' })
  expect(await gateway.record(dropped.plan.exchange.id)).toMatchObject({ charge: 0n, status: 404 })
})
