import { beforeAll, expect, it } from 'vitest'
import { GET as batchOf, PATCH as changeBatch } from '@/app/api/admin/codes/[id]/route'
import { POST as createCodes, GET as listBatches } from '@/app/api/admin/codes/route'
import { POST as adjust } from '@/app/api/admin/users/[id]/adjustments/route'
import { pool } from '@/lib/db/pool'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { GET as entries } from './entries/route'
import { POST as redeem } from './redeem/route'
import { GET as wallet } from './route'

let operator: TestUser
let user: TestUser

beforeAll(async () => {
  await bootPortal()
  operator = await newUser({ role: 'operator' })
  user = await newUser()
})
closePortalAfterwards()

const adjustBy = (body: object, on = user, by = operator) =>
  call(adjust, { method: 'POST', token: by.token, params: { id: on.user.id }, body })

it('a new user has nothing, and what an operator gives is there to the ninth place', async () => {
  expect(await call(wallet, { token: user.token })).toMatchObject({
    status: 200,
    json: { currency: 'CNY', balance: 0, cash: 0, grant: 0, onHold: 0, points: 0 },
  })
  const { status, json } = await adjustBy({ amount: '12.000000001', account: 'cash', reason: 'paid at the desk' })
  expect(status).toBe(201)
  expect(json.entry).toMatchObject({
    kind: 'adjustment',
    account: 'cash',
    currency: 'CNY',
    amount: 12.000000001,
    balanceAfter: 12.000000001,
    note: 'paid at the desk',
  })
  await adjustBy({ amount: 3, account: 'grant', reason: 'welcome' })
  await adjustBy({ amount: '40', account: 'points', reason: 'prize' })
  expect((await call(wallet, { token: user.token })).json).toMatchObject({
    balance: 15.000000001,
    cash: 12.000000001,
    grant: 3,
    points: 40,
  })
})

it('wrong adjustments are refused, each with its field or code', async () => {
  const fields = async (body: object) => (await adjustBy(body)).json.error.fields
  expect(await fields({ amount: '0', account: 'cash', reason: 'x' })).toHaveProperty('amount')
  expect(await fields({ amount: '1.5', account: 'points', reason: 'x' })).toHaveProperty('amount')
  expect(await fields({ amount: '1e3', account: 'cash', reason: 'x' })).toHaveProperty('amount')
  expect(await fields({ amount: '1', account: 'cash', reason: ' ' })).toHaveProperty('reason')
  expect(await adjustBy({ amount: '-1000', account: 'cash', reason: 'x' })).toMatchObject({
    status: 402,
    json: { error: { code: 'insufficient_funds' } },
  })
  expect(await adjustBy({ amount: '1', account: 'cash', reason: 'x' }, operator)).toMatchObject({
    status: 403,
    json: { error: { code: 'own_money' } },
  })
  expect((await adjustBy({ amount: '1', account: 'cash', reason: 'x' }, user, user)).status).toBe(403)
})

it('a full wallet accepts nothing more and stays unchanged', async () => {
  const rich = await newUser()
  const give = () => adjustBy({ amount: '9000000000', account: 'cash', reason: 'all there is' }, rich)
  expect((await give()).status).toBe(201)
  expect(await give()).toMatchObject({ status: 400, json: { error: { code: 'invalid_request' } } })
  expect((await call(wallet, { token: rich.token })).json.balance).toBe(9_000_000_000)
})

it('codes are shown once, pay once, and can be switched off', async () => {
  const made = await call(createCodes, { method: 'POST', token: operator.token, body: { name: 'spring', amount: '2.50', count: 2 } })
  expect(made).toMatchObject({
    status: 201,
    json: { batch: { name: 'spring', amount: 2.5, count: 2, uses: 1, used: 0, enabled: true, account: 'grant' } },
  })
  const { batch, codes } = made.json
  const headers = { 'x-forwarded-for': '192.0.2.7' }
  const use = (code: string) => call(redeem, { method: 'POST', token: user.token, body: { code }, headers })
  const paid = await use(` ${codes[0].toLowerCase()} `)
  expect(paid).toMatchObject({ status: 200, json: { amount: 2.5, account: 'grant' } })
  expect(await use(codes[0])).toMatchObject({ status: 409, json: { error: { code: 'code_used' } } })
  expect(await use('ATR-NONE')).toMatchObject({ status: 400, json: { error: { code: 'invalid_code' } } })
  await call(changeBatch, { method: 'PATCH', token: operator.token, params: { id: batch.id }, body: { enabled: false } })
  expect((await use(codes[1])).status).toBe(400)
  const { rows: trail } = await pool().query("select *, t::text as whole from audit_entries t where action = 'wallet.redeem'")
  expect(trail).toEqual([
    expect.objectContaining({
      actor_id: user.user.id,
      subject: `user:${user.user.id}`,
      before: { balance: '3000000000' },
      after: expect.objectContaining({ account: 'grant', amount: '2500000000', balance: '5500000000', batch: batch.id }),
      address: '192.0.2.7',
      request_id: paid.headers.get('x-request-id'),
    }),
  ])
  expect(trail[0].whole).not.toContain(codes[0].slice(4, 9))
  const seen = await call(batchOf, { token: operator.token, params: { id: batch.id } })
  expect(JSON.stringify(seen.json)).not.toContain(codes[1])
  expect(seen.json.batch).toMatchObject({ used: 1, enabled: false })
  expect((await call(listBatches, { token: operator.token })).json.batches).toHaveLength(1)
  expect((await call(listBatches, { token: user.token })).status).toBe(403)
})

it('the history is paged, signed and one’s own, as JSON and as a file', async () => {
  const first = await call(entries, { token: user.token, query: { limit: 3 } })
  expect(first.json.entries.map(({ kind, amount }: { kind: string; amount: number }) => [kind, amount])).toEqual([
    ['code', 2.5],
    ['adjustment', 40],
    ['adjustment', 3],
  ])
  const rest = await call(entries, { token: user.token, query: { limit: 3, cursor: first.json.nextCursor } })
  expect(rest.json).toMatchObject({ entries: [{ amount: 12.000000001, account: 'cash' }], nextCursor: null })
  const points = await call(entries, { token: user.token, query: { account: 'points' } })
  expect(points.json.entries).toMatchObject([{ currency: 'points', amount: 40 }])
  expect((await call(entries, { token: operator.token })).json.entries).toEqual([])
  const file = await entries(
    new Request('http://portal.test/api/wallet/entries?format=csv', { headers: { authorization: `Bearer ${user.token}` } }),
  )
  expect((await file.text()).split('\r\n')).toHaveLength(6)
})
