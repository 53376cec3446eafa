import { beforeAll, beforeEach, expect, it } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { warnExpiringKeys } from '@/lib/keys/warn-expiring-keys'
import { changeNoticeChoices } from '@/lib/notices/choices'
import { settingsReady } from '@/lib/settings/settings'
import { createUser } from '@/lib/users/create-user'
import { freshDatabase } from '@/tests/database'
import { grant } from './grant'
import { transfer } from './transfer'
import { warnExpiringGrants } from './warn-expiring-grants'
import { warnLowBalances } from './warn-low-balances'

let made = 0
async function person(cash: bigint) {
  const user = await transaction((tx) =>
    createUser(tx, { username: `low.${++made}`, email: `low${made}@example.edu`, passwordHash: 'none' }),
  )
  await pay(user.walletId, cash)
  await pool().query("insert into usage_hours (hour, user_id, key_id, model) values (date_trunc('hour', now()), $1, '', 'm')", [user.id])
  return user
}
const pay = (walletId: number, amount: bigint) =>
  transaction((tx) =>
    transfer(tx, { walletId, account: 'cash', amount, counterpart: 'corrections', kind: 'adjustment', idempotencyKey: `t${++made}` }),
  )
const notices = async (userId: number) =>
  (await pool().query('select event, "values" from notices where user_id = $1 order by created_at, id', [userId])).rows

beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
})
beforeEach(() =>
  pool().query('delete from notices; delete from mails; delete from jobs; delete from low_balances; delete from usage_hours'),
)

it('a low balance is told once, by however many processes, and again after there was enough', async () => {
  const { id, walletId } = await person(870_000_001n)
  const told = await Promise.all(Array.from({ length: 6 }, warnLowBalances))
  expect(told.reduce((sum, one) => sum + one)).toBe(1)
  expect(await notices(id)).toEqual([{ event: 'low_balance', values: { balance: '0.87 CNY' } }])
  await pay(walletId, 5_000_000_000n)
  expect(await warnLowBalances()).toBe(0)
  await pay(walletId, -5_500_000_000n)
  expect(await warnLowBalances()).toBe(1)
  expect(await notices(id)).toHaveLength(2)
})

it('who has enough, does not call, or wants no warning is left alone', async () => {
  await person(1_000_000_000n)
  const silent = await person(1n)
  await pool().query('delete from usage_hours where user_id = $1', [silent.id])
  const unwilling = await person(1n)
  await changeNoticeChoices(unwilling.id, { lowBalance: 0n })
  expect(await warnLowBalances()).toBe(0)
  const careful = await person(8_000_000_000n)
  await changeNoticeChoices(careful.id, { lowBalance: 10_000_000_000n })
  expect(await warnLowBalances()).toBe(1)
})

it('grants and keys that end soon are told of once', async () => {
  const { id, walletId } = await person(0n + 1n)
  const days = (count: number) => new Date(Date.now() + count * 86_400_000)
  for (const [key, amountNanos, expiresAt] of [
    ['soon', 2_500_000_000n, days(3)],
    ['late', 1_000_000_000n, days(20)],
    ['never', 1_000_000_000n, null],
    ['crumb', 9_999_999n, days(3)],
  ] as const)
    await transaction((tx) => grant(tx, { walletId, amountNanos, expiresAt, kind: 'adjustment', idempotencyKey: `${key}${made}` }))
  const insert = `insert into api_keys (id, user_id, name, hash, preview, limit_id, expires_at, created_at, last_used_at)
    select $1, $2, $1, decode(md5($1), 'hex'), '', l.id, $3, now() - interval '9 days', now() from l`
  for (const [name, expiresAt] of [
    ['key_soon', days(5)],
    ['key_late', days(30)],
  ] as const)
    await pool().query(`with l as (insert into spend_limits (id) values ('lim_' || $1::text) returning id) ${insert}`, [
      name,
      id,
      expiresAt,
    ])
  const counts = async () => [
    (await Promise.all(Array.from({ length: 4 }, warnExpiringGrants))).length,
    (await Promise.all(Array.from({ length: 4 }, warnExpiringKeys))).length,
  ]
  await counts()
  await counts()
  const told = await notices(id)
  expect(told.map(({ event, values }) => [event, values.amount ?? values.name]).sort()).toEqual([
    ['grant_expires', '2.50 CNY'],
    ['key_expires', 'key_soon'],
  ])
})
