import { beforeAll, expect, it } from 'vitest'
import { POST as adjust } from '@/app/api/admin/users/[id]/adjustments/route'
import { GET as read } from '@/app/api/wallet/entries/route'
import { pool } from '@/lib/db/pool'
import { bootPortal, call, closePortalAfterwards, newUser, type TestUser } from '@/tests/portal'
import { expireGrants } from './expire-grants'
import { grantLots } from './grant-lots'
import { verifyBooks } from './verify-books'

closePortalAfterwards()
let user: TestUser
let operator: TestUser

beforeAll(async () => {
  await bootPortal()
  user = await newUser()
  operator = await newUser({ role: 'operator' })
})

interface Line {
  kind: string
  calls: number | null
  amount: number
  balanceAfter: number
  reference: string | null
  account: string
}
const lines = async (query: Record<string, string | number>) => {
  const { status, json } = await call(read, { token: user.token, query })
  expect(status).toBe(200)
  return json as { entries: Line[]; nextCursor: string | null }
}
const give = (body: object, on = user) =>
  call(adjust, { method: 'POST', token: operator.token, params: { id: on.user.id }, body: { account: 'cash', reason: 'x', ...body } })

/** Charges at these times in the site's zone, each of one nano of cash, as the settlement writes them. */
async function charge(times: string[]): Promise<void> {
  for (const time of times)
    await pool().query(
      `with w as (update wallets set cash = cash - 1000000000, lines = lines + 1 where id = $1 returning cash, granted, lines)
       insert into usage_records (time, id, user_id, wallet_id, group_name, endpoint, protocol, model, stream, multiplier, hold, charge, status,
         from_grant, cash_after, grant_after, line)
       select $2::timestamp at time zone 'Asia/Shanghai', 'call_' || lines, $3, $1, 'default', 'chat/completions', 'openai', 'm', false, 10000, 0, 1000000000, 200,
         0, cash, granted, lines from w`,
      [user.user.walletId, time, user.user.id],
    )
}

it('the calls of a day are one entry that opens, month by month, and no entry is lost', async () => {
  await give({ amount: '100' })
  await pool().query(
    "alter table transfers disable trigger all; update transfers set time = '2026-01-01T00:00:00Z'; alter table transfers enable trigger all",
  )
  await charge(['2026-01-31 23:59:58', '2026-03-01 00:00:01', '2026-03-01 12:00', '2026-03-01 23:59', '2026-03-02 00:00:01'])
  const first = await lines({ fold: 'day' })
  expect(first.entries.map(({ kind, calls, amount, balanceAfter, reference }) => [kind, calls, amount, balanceAfter, reference])).toEqual([
    ['charge', 1, -1, 95, 'day:2026-03-02'],
    ['charge', 3, -3, 96, 'day:2026-03-01'],
  ])
  const second = await lines({ fold: 'day', cursor: first.nextCursor ?? '' })
  expect(second.entries.map(({ kind, calls, amount }) => [kind, calls, amount])).toEqual([
    ['charge', 1, -1],
    ['adjustment', null, 100],
  ])
  expect(second.nextCursor).toBeNull()
  const opened = await lines({ day: '2026-03-01' })
  expect(opened.entries.map(({ calls, balanceAfter }) => [calls, balanceAfter])).toEqual([
    [null, 96],
    [null, 97],
    [null, 98],
  ])
})

it('small pages of a folded month follow each other', async () => {
  const found: (string | null)[] = []
  let cursor: string | null = ''
  do {
    const page: Awaited<ReturnType<typeof lines>> = await lines({ fold: 'day', limit: 1, ...(cursor && { cursor }) })
    found.push(...page.entries.map(({ reference, kind }) => reference ?? kind))
    cursor = page.nextCursor
  } while (cursor)
  expect(found).toEqual(['day:2026-03-02', 'day:2026-03-01', 'day:2026-01-31', 'adjustment'])
})

it('a statement is of a month or a span, whole as CSV too, and two kinds of span are refused', async () => {
  expect((await lines({ month: '2026-03' })).entries).toHaveLength(4)
  expect((await lines({ month: '2026-02', fold: 'day' })).entries).toEqual([])
  expect((await lines({ from: '2026-01-31T15:00:00Z', to: '2026-02-28T16:00:00Z' })).entries).toHaveLength(1)
  const response = await read(
    new Request('http://portal.test/api?format=csv&month=2026-03', {
      headers: { host: 'portal.test', authorization: `Bearer ${user.token}` },
    }),
  )
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer())
  expect(text.trim().split('\r\n')).toHaveLength(5)
  expect(text.charCodeAt(0)).toBe(0xfeff)
  const wrong: Record<string, string>[] = [{ month: '2026-13' }, { month: '2026-03', day: '2026-03-01' }, { fold: 'week' }]
  for (const query of wrong) expect((await call(read, { token: user.token, query })).status).toBe(400)
})

it('records of other months are not read', async () => {
  const { rows } = await pool().query(
    `explain select * from ledger_lines where wallet_id = 1 and began >= '2026-11-01'::timestamptz and began < '2026-12-01'::timestamptz`,
  )
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toContain('usage_records_')
  expect(plan.match(/Scan.* on usage_records_2\d+_\d+/g)?.length ?? 0).toBeLessThanOrEqual(1)
})

it('an adjustment with a key happens once, however often and however fast it is sent', async () => {
  const someone = await newUser()
  const body = { amount: '5', account: 'grant', idempotencyKey: 'a-click-of-the-page' }
  const answers = await Promise.all(Array.from({ length: 12 }, () => give(body, someone)))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]))
  expect(new Set(answers.map(({ json }) => json.entry.id)).size).toBe(1)
  const other = await give({ ...body, amount: '6' }, someone)
  expect([other.status, other.json.error.fields]).toEqual([400, { idempotencyKey: expect.any(String) }])
  const { rows } = await pool().query('select granted from wallets where id = $1', [someone.user.walletId])
  expect(rows[0].granted).toBe(5_000_000_000n)
  const trail = await pool().query("select from audit_entries where action = 'wallet.adjust' and subject = $1", [`user:${someone.user.id}`])
  expect(trail.rowCount).toBe(1)
})

it('a grant that an operator gives may end, and what is left is taken back', async () => {
  const someone = await newUser()
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  await give({ amount: '7', account: 'grant', expiresAt: soon }, someone)
  await give({ amount: '2', account: 'grant' }, someone)
  expect((await grantLots(someone.user.id)).map(({ amount, expires_at }) => [amount, expires_at?.toISOString() ?? null])).toEqual([
    [7_000_000_000n, soon],
    [2_000_000_000n, null],
  ])
  for (const wrong of [{ account: 'cash' }, { amount: '-1', account: 'grant' }])
    expect((await give({ amount: '1', expiresAt: soon, ...wrong }, someone)).json.error.fields).toHaveProperty('expiresAt')
  await pool().query('update grant_lots set expires_at = now() where expires_at is not null and wallet_id = $1', [someone.user.walletId])
  await expireGrants()
  const { rows } = await pool().query('select granted from wallets where id = $1', [someone.user.walletId])
  expect(rows[0].granted).toBe(2_000_000_000n)
})

it('the books balance after all of it', async () => expect(await verifyBooks()).toEqual([]))
