import { beforeAll, expect, it } from 'vitest'
import { POST as decideRecharge } from '@/app/api/admin/recharges/[id]/decide/route'
import { GET as recharges } from '@/app/api/admin/recharges/route'
import { POST as adjust } from '@/app/api/admin/users/[id]/adjustments/route'
import { POST as decideWithdrawal } from '@/app/api/admin/withdrawals/[id]/decide/route'
import { POST as markPaid } from '@/app/api/admin/withdrawals/[id]/paid/route'
import { POST as reveal } from '@/app/api/admin/withdrawals/[id]/reveal/route'
import { GET as withdrawals } from '@/app/api/admin/withdrawals/route'
import { POST as createKey } from '@/app/api/keys/route'
import { GET as entries } from '@/app/api/wallet/entries/route'
import { GET as wallet } from '@/app/api/wallet/route'
import { GET as withdrawOptions } from '@/app/api/withdraw/options/route'
import { POST as cancelWithdrawal } from '@/app/api/withdraw/request/[id]/cancel/route'
import { GET as myWithdrawals, POST as withdraw } from '@/app/api/withdraw/request/route'
import { catalogReady } from '@/lib/catalog/catalog'
import { ensureBuiltins } from '@/lib/catalog/edit/ensure-builtins'
import type { Handler } from '@/lib/http/route'
import { changeSettings } from '@/lib/settings/change-settings'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { GET as rechargeOptions } from './options/route'
import { GET as myRecharges, POST as recharge } from './request/route'

let operator: TestUser
let user: TestUser

beforeAll(async () => {
  await bootPortal()
  operator = await newUser({ role: 'operator' })
  user = await newUser()
  await changeSettings({ rateUser: 100_000 }, { id: null })
})
closePortalAfterwards()

const askFor = (handler: Handler, body: object | string, headers = {}) => call(handler, { token: user.token, body, headers })
const decide = (handler: Handler, id: string, body: object) => call(handler, { token: operator.token, params: { id }, body })
const give = (amount: string) =>
  call(adjust, { token: operator.token, params: { id: user.user.id }, body: { amount, account: 'cash', reason: 'test' } })
const usdt = { method: 'usdt', account: 'TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC' }

it('a recharge waits for an operator, is credited, and stands in the wallet by its request', async () => {
  const asked = await askFor(recharge, { amount: 100, method: 'bank', note: '转账尾号 1234' })
  expect(asked).toMatchObject({ status: 201, json: { amount: 100, currency: 'CNY', state: 'pending', method: 'bank', payUrl: null } })
  const { json: queue } = await call(recharges, { token: operator.token, query: { search: user.user.username } })
  expect(queue).toMatchObject({
    requests: [{ id: asked.json.id, user: { username: user.user.username }, note: '转账尾号 1234' }],
  })
  const done = await decide(decideRecharge, asked.json.id, { decision: 'approve' })
  expect(done).toMatchObject({ status: 200, json: { state: 'approved' } })
  expect((await call(wallet, { token: user.token })).json).toMatchObject({ cash: 100 })
  const { json } = await call(entries, { token: user.token })
  expect(json.entries[0]).toMatchObject({ kind: 'recharge', amount: 100, reference: asked.json.id })
  expect((await call(myRecharges, { token: user.token, query: { state: 'approved' } })).json.requests).toHaveLength(1)
})

it('a withdrawal is masked for its owner, whole for the operator, and paid in two steps', async () => {
  await give('250.50')
  const before = (await call(withdrawOptions, { token: user.token })).json
  expect(before).toEqual({ minimum: 100, methods: ['bank', 'usdt'], withdrawable: 350.5 })
  const { json: asked, status } = await askFor(withdraw, { amount: '150.25', ...usdt })
  expect([status, asked.account, asked.state]).toEqual([201, '…tDeC', 'pending'])
  expect((await call(withdrawOptions, { token: user.token })).json.withdrawable).toBe(200.25)
  expect(await call(reveal, { method: 'POST', token: operator.token, params: { id: asked.id } })).toMatchObject({
    status: 200,
    json: { account: usdt.account, looksLike: 'trc20' },
  })
  await decide(decideWithdrawal, asked.id, { decision: 'approve' })
  const paid = await decide(markPaid, asked.id, { payment: 'tx 0a1b' })
  expect(paid.json).toMatchObject({ state: 'paid', payment: 'tx 0a1b', paidAt: expect.any(String) })
  const { json } = await call(withdrawals, { token: operator.token, query: { view: 'decided' } })
  expect(json.requests[0]).toMatchObject({
    id: asked.id,
    account: '…tDeC',
    decidedBy: operator.user.username,
    earlier: { approved: 0, rejected: 0 },
  })
})

it('a rejection needs a reason, which the user reads, and the money is back', async () => {
  const { json: asked } = await askFor(withdraw, { amount: 100, ...usdt })
  const bare = await decide(decideWithdrawal, asked.id, { decision: 'reject' })
  expect(bare).toMatchObject({ status: 400, json: { error: { fields: { reason: expect.any(String) } } } })
  await decide(decideWithdrawal, asked.id, { decision: 'reject', reason: '地址有误' })
  const { json } = await call(myWithdrawals, { token: user.token })
  expect(json.requests[0]).toMatchObject({ state: 'rejected', reason: '地址有误', decidedAt: expect.any(String) })
  expect((await call(withdrawOptions, { token: user.token })).json.withdrawable).toBe(200.25)
  const { json: other } = await askFor(withdraw, { amount: 100, ...usdt })
  expect(await call(cancelWithdrawal, { method: 'POST', token: user.token, params: { id: other.id } })).toMatchObject({
    json: { state: 'cancelled' },
  })
})

const amounts = ['-1', '0', '0.000000001', '1e3', '１００', 'NaN', '100.001', '', ' ', 'Infinity', '0x64', '99.99', '9999999999999']
const rawAmounts = ['-1', '0', '1e-9', '1e30', '100.001', '99.99', 'null', 'true', '[100]', '{"amount":100}']

it.each([
  ['recharge', recharge, { method: 'bank' }],
  ['withdrawal', withdraw, usdt],
])('a %s of an amount that is none is refused by that member', async (_, handler, rest) => {
  const bodies = [
    ...amounts.map((amount) => JSON.stringify({ ...rest, amount })),
    ...rawAmounts.map((amount) => JSON.stringify(rest).replace('{', `{"amount":${amount},`)),
    JSON.stringify(rest),
  ]
  for (const body of bodies) {
    const answer = await askFor(handler, body)
    expect([body, answer.status, Object.keys(answer.json.error?.fields ?? {})]).toEqual([body, 400, ['amount']])
  }
  for (const member of ['role', 'balance', 'userId', 'status', 'state', 'walletId', 'decidedBy']) {
    const answer = await askFor(handler, { ...rest, amount: 100, [member]: 1 })
    expect(answer).toMatchObject({ status: 400, json: { error: { code: 'unknown_member', fields: { [member]: expect.any(String) } } } })
  }
  const far = await askFor(handler, { ...rest, amount: '100000000' })
  expect(far.status).toBe(handler === withdraw ? 402 : 201)
})

it('settings switch the ways and the least amounts', async () => {
  await changeSettings(
    { withdrawMethods: ['bank'], rechargeMethods: ['alipay'], minRecharge: '20', minWithdrawal: '200', rechargeInstructions: 'to 42' },
    { id: null },
  )
  expect((await call(rechargeOptions, { token: user.token })).json).toEqual({
    minimum: 20,
    methods: [{ name: 'alipay', instant: false }],
    instructions: 'to 42',
  })
  const fieldsOf = async (handler: Handler, body: object) => Object.keys((await askFor(handler, body)).json.error?.fields ?? {})
  expect(await fieldsOf(withdraw, { amount: 200, ...usdt })).toEqual(['method'])
  expect(await fieldsOf(withdraw, { amount: 199, method: 'bank', account: 'card 1234' })).toEqual(['amount'])
  expect(await fieldsOf(recharge, { amount: 20, method: 'bank' })).toEqual(['method'])
  expect(await fieldsOf(recharge, { amount: 20, method: 'stripe' })).toEqual(['method'])
  expect((await askFor(recharge, { amount: 20, method: 'alipay' })).status).toBe(201)
})

it('a second click with the same key does not make a second request', async () => {
  const click = () => askFor(recharge, { amount: 50, method: 'alipay' }, { 'idempotency-key': 'dialog-1' })
  const ids = new Set((await Promise.all(Array.from({ length: 10 }, click))).map(({ json }) => json.id))
  expect(ids.size).toBe(1)
  const other = await askFor(recharge, { amount: 51, method: 'alipay' }, { 'idempotency-key': 'dialog-1' })
  expect(other).toMatchObject({ status: 409, json: { error: { code: 'idempotency_conflict' } } })
  expect((await askFor(recharge, { amount: 51, method: 'alipay' }, { 'idempotency-key': 'x'.repeat(201) })).status).toBe(400)
})

it('a key, which may be in many hands, pays nothing out', async () => {
  await ensureBuiltins()
  await catalogReady()
  const { json } = await askFor(createKey, { name: 'script', scopes: ['portal'] })
  const asked = await call(withdraw, { token: json.keys[0].secret, body: { amount: 100, ...usdt } })
  expect(asked).toMatchObject({ status: 403, json: { error: { code: 'key_scope' } } })
})
