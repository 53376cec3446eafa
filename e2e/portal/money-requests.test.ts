import { afterAll, beforeAll, expect, it } from 'vitest'
import { adjust, type Portal, register, walletOf } from '../portal.ts'
import { type Stand, startStand } from '../stand.ts'

// The calls of the published API, with the members that it names.
let stand: Stand
let user: Portal

beforeAll(async () => {
  stand = await startStand({ models: ['plain'] })
  user = await register(stand.atrium.url, 'money-asker')
})
afterAll(() => stand?.stop())

const unit = 1_000_000_000n

it('POST /api/recharge/request: at least 100', async () => {
  expect((await user.send('POST', '/api/recharge/request', { amount: 99.99, method: 'bank', note: 'paid' })).status).toBe(400)
  const asked = await user.post<{ id: string; state: string }>('/api/recharge/request', { amount: 100, method: 'bank', note: 'paid' })
  expect(asked.state).toBe('pending')
  await stand.owner.post(`/api/admin/recharges/${asked.id}/decide`, { decision: 'approve' })
  expect((await walletOf(user)).cash).toBe(100n * unit)
})

it('POST /api/withdraw/request: at least 100, by USDT or bank card', async () => {
  await adjust(stand.owner, user.userId, '200')
  expect((await user.send('POST', '/api/withdraw/request', { amount: 50, method: 'usdt', account: 'TXYZ' })).status).toBe(400)
  for (const method of ['usdt', 'bank']) {
    const { state } = await user.post<{ state: string }>('/api/withdraw/request', { amount: 100, method, account: '6222 0000 0000 1234' })
    expect(state).toBe('pending')
  }
  expect((await walletOf(user)).cash).toBe(100n * unit)
  const { requests } = await user.get<{ requests: { id: string }[] }>('/api/withdraw/request')
  await user.send('POST', `/api/withdraw/request/${requests[0]?.id}/cancel`)
  expect((await walletOf(user)).cash).toBe(200n * unit)
})

it('GET /api/referral/info and POST /api/referral/claim: 5.00 for both', async () => {
  const { code, reward } = await user.get<{ code: string; reward: number }>('/api/referral/info')
  expect(reward).toBe(5)
  const invited = await register(stand.atrium.url, 'invited-one')
  await invited.post('/api/referral/claim', { code })
  expect([(await walletOf(user)).grant, (await walletOf(invited)).grant]).toEqual([5n * unit, 5n * unit])
})
