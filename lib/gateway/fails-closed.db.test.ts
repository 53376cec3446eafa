import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { settle } from '@/lib/ledger/settle'
import { userById } from '@/lib/users/users'
import { anUpstream, catalogOf, type Gateway, startGateway, type TestCaller } from '@/tests/gateway'
import { callAsUser } from './call-as-user'

const away = vi.hoisted(() => ({ admissions: false }))
vi.mock('@/lib/ledger/admit', async (original) => {
  const real = await original<typeof import('@/lib/ledger/admit')>()
  return {
    ...real,
    admit: (request: Parameters<typeof real.admit>[0]) => (away.admissions ? Promise.reject(new Error('away')) : real.admit(request)),
  }
})
vi.mock('@/lib/ledger/settle', async (original) => {
  const real = await original<typeof import('@/lib/ledger/settle')>()
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

it('our own pages call by the same line, on the wallet of the user, and refusals are replies too', async () => {
  const user = await userById(caller.userId)
  if (!user) throw new Error('no user')
  const call = { user, address: null, endpoint: 'chat/completions', signal: new AbortController().signal, session: 'conv_1' }
  const reply = await callAsUser({ ...call, body: { model: 'plain', messages } })
  expect(reply.status).toBe(200)
  expect(await gateway.record(reply.headers['x-request-id'] ?? null)).toMatchObject({ key_id: null, user_id: caller.userId, status: 200 })
  expect(await callAsUser({ ...call, body: { model: 'none', messages } })).toMatchObject({ status: 404 })
})
