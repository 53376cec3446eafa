import { beforeAll, beforeEach, expect, it } from 'vitest'
import { POST as decide } from '@/app/api/admin/recharges/[id]/decide/route'
import { GET as queue } from '@/app/api/admin/recharges/route'
import { pool } from '@/lib/db/pool'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { changeSettings } from '@/lib/settings/change-settings'
import { startFakeStripe, stripeEvent, stripeSecrets } from '@/tests/fake-stripe'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { GET as options } from '../options/route'
import { POST as cancel } from '../request/[id]/cancel/route'
import { POST as ask, GET as mine } from '../request/route'
import { POST as hook } from './route'

const paid = 'checkout.session.completed'
let stripe: Awaited<ReturnType<typeof startFakeStripe>>
let user: TestUser

beforeAll(async () => {
  stripe = await startFakeStripe()
  Object.assign(process.env, stripeSecrets, { STRIPE_API_URL: stripe.url })
  await bootPortal()
})
beforeEach(async () => {
  user = await newUser()
})
closePortalAfterwards()

const begin = async (amount: string, headers = {}) =>
  (await call(ask, { token: user.token, body: { amount, method: 'stripe' }, headers })).json
const tell = (event: { body: string; headers: Record<string, string> }) => call(hook, { method: 'POST', ...event })
const session = (request: { id: string; payment: string }, more = {}) => ({
  id: request.payment,
  client_reference_id: request.id,
  amount_total: 12_050,
  currency: 'cny',
  payment_status: 'paid',
  ...more,
})
const now = async (): Promise<{ state: string; cash: bigint }> => {
  const { rows } = await pool().query(
    'select r.state, w.cash from money_requests r join wallets w on w.id = r.wallet_id where r.user_id = $1 order by r.id',
    [user.user.id],
  )
  expect(await verifyBooks()).toEqual([])
  return rows[0]
}
const credited = { state: 'approved', cash: 120_500_000_000n }
const nothing = { state: 'unpaid', cash: 0n }

it('is offered with both secrets only, and in currencies of hundredths', async () => {
  const names = async () => (await call(options, { token: user.token })).json.methods.map(({ name }: { name: string }) => name)
  expect(await names()).toContain('stripe')
  await changeSettings({ currency: 'JPY' }, { id: null })
  expect(await names()).not.toContain('stripe')
  expect(await call(ask, { token: user.token, body: { amount: '120', method: 'stripe' } })).toMatchObject({
    status: 400,
    json: { error: { fields: { method: expect.any(String) } } },
  })
  await changeSettings({ currency: 'CNY' }, { id: null })
})

it('opens a page for the amount, the same one for a repetition', async () => {
  const request = await begin('120.50', { 'idempotency-key': 'once' })
  expect(request).toMatchObject({ state: 'unpaid', payUrl: `https://checkout.stripe.test/${request.payment}` })
  expect((await begin('120.50', { 'idempotency-key': 'once' })).id).toBe(request.id)
  const form = stripe.sessions.get(request.id)?.form
  expect(Object.fromEntries(form ?? [])).toMatchObject({
    client_reference_id: request.id,
    'line_items[0][price_data][unit_amount]': '12050',
    'line_items[0][price_data][currency]': 'cny',
  })
})

it('credits what was paid once, however often and however many at once tell of it', async () => {
  const request = await begin('120.50')
  const event = stripeEvent(paid, session(request))
  const others = Array.from({ length: 20 }, () => stripeEvent('checkout.session.async_payment_succeeded', session(request)))
  const answers = await Promise.all([...Array.from({ length: 20 }, () => tell(event)), ...others.map(tell)])
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
  expect(await now()).toEqual(credited)
})

it('believes nothing that Stripe has not signed lately', async () => {
  const request = await begin('120.50')
  const { body, headers } = stripeEvent(paid, session(request))
  const wrong = [
    stripeEvent(paid, session(request), 'whsec_somebody_else'),
    stripeEvent(paid, session(request), undefined, 3600),
    { body, headers: {} },
    { body: body.replace('12050', '99999'), headers },
  ]
  for (const event of wrong) expect(await tell(event)).toMatchObject({ status: 400, json: { error: { code: 'invalid_signature' } } })
  expect(await now()).toEqual(nothing)
})

it('credits nothing for a checkout that is not paid yet, or of which only other things are told', async () => {
  const request = await begin('120.50')
  await tell(stripeEvent(paid, session(request, { payment_status: 'unpaid' })))
  await tell(stripeEvent('charge.refunded', session(request)))
  await tell(stripeEvent(paid, session({ ...request, id: 'rch_of_another_house' })))
  await tell(stripeEvent(paid, session(request, { client_reference_id: null })))
  expect(await now()).toEqual(nothing)
})

it.each([
  ['amount', { amount_total: 1 }],
  ['currency', { currency: 'jpy' }],
])('leaves another %s than was asked for to an operator', async (_, more) => {
  const request = await begin('120.50')
  await tell(stripeEvent(paid, session(request, more)))
  expect(await now()).toEqual({ state: 'pending', cash: 0n })
  const operator = await newUser({ role: 'operator' })
  const { json } = await call(queue, { token: operator.token, query: { view: 'waiting' } })
  expect(json.requests).toContainEqual(expect.objectContaining({ id: request.id, reason: expect.stringContaining('Stripe') }))
  await tell(stripeEvent(paid, session(request)))
  expect(await now()).toEqual({ state: 'pending', cash: 0n })
})

it('credits a payment that comes after the user has cancelled, and forgets one that was given up', async () => {
  const request = await begin('120.50')
  await call(cancel, { method: 'POST', token: user.token, params: { id: request.id } })
  await tell(stripeEvent(paid, session(request)))
  expect(await now()).toEqual(credited)
  user = await newUser()
  const late = await begin('120.50')
  await tell(stripeEvent('checkout.session.expired', session(late, { payment_status: 'unpaid' })))
  expect(await now()).toEqual({ state: 'cancelled', cash: 0n })
})

it('cannot be approved by an operator while it is unpaid', async () => {
  const request = await begin('120.50')
  const operator = await newUser({ role: 'operator' })
  const answer = await call(decide, { token: operator.token, params: { id: request.id }, body: { decision: 'approve' } })
  expect(answer).toMatchObject({ status: 409, json: { error: { code: 'already_decided' } } })
})

it('says so when Stripe does not answer, and leaves no open request', async () => {
  stripe.breaks(true)
  expect(await call(ask, { token: user.token, body: { amount: '120.50', method: 'stripe' } })).toMatchObject({
    status: 502,
    json: { error: { code: 'payment_failed' } },
  })
  stripe.breaks(false)
  const { json } = await call(mine, { token: user.token })
  expect(json.requests).toMatchObject([{ state: 'cancelled', payUrl: null }])
})
