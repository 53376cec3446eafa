import { beforeAll, expect, it, vi } from 'vitest'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { admit } from '@/lib/ledger/turn/admit'
import { settle } from '@/lib/ledger/turn/settle'
import { closeMonth } from '@/lib/ledger/wallet/close-month'
import { grant } from '@/lib/ledger/wallet/grant'
import { transfer } from '@/lib/ledger/wallet/transfer'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { changeSettings } from '@/lib/settings/change-settings'
import { settingsReady } from '@/lib/settings/settings'
import { freshDatabase } from '@/tests/database'
import { aHold, aLimit, allEntries, aPerson, balancesOf, type Person, theEnd } from '@/tests/ledger'
import { rollUpAll } from '@/tests/records'
import { closeMonths } from './close-months'
import { makePartitions } from './make-partitions'

const rows = async (sql: string, values: unknown[] = []) => (await pool().query(sql, values)).rows

/** The 10th of the month so many months ago. */
const monthsAgo = (months: number, hours = 0): Date => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months, 10, hours))
}
const nameOf = (time: Date) => time.toISOString().slice(0, 7)
const partOf = (time: Date) => `usage_records_${nameOf(time).replace('-', '_')}`
const isThere = async (time: Date): Promise<boolean> => (await rows('select to_regclass($1) is not null as there', [partOf(time)]))[0].there

async function begin(person: Person, time: Date, holdNanos: bigint, limitIds: string[] = []) {
  const hold = aHold(person, holdNanos, { id: newId('call', time.getTime()), time, limitIds })
  expect(await admit(hold)).toEqual({ ok: true })
  return hold
}
async function call(person: Person, time: Date, charge: bigint, limitIds: string[] = []): Promise<void> {
  await settle(theEnd(await begin(person, time, charge * 2n, limitIds), charge))
}
const paid = (person: Person, amount: bigint) =>
  transaction((tx) =>
    transfer(tx, {
      walletId: person.walletId,
      account: 'cash',
      amount,
      counterpart: 'paymentsIn',
      kind: 'test',
      idempotencyKey: newId('request'),
    }),
  )

/** Does what repeats every second: groups of holds that are over go, and records are added up (if no other transaction of the cluster runs). */
async function aSecondLater(): Promise<void> {
  await rows('delete from hold_groups g where not exists (select from open_holds o where o.group_id = g.id)')
  await rollUpAll()
}

beforeAll(async () => {
  await freshDatabase()
  await settingsReady()
  await rows("select make_usage_partitions(now() - interval '9 months', now())")
})

it('closing months leaves balances, books and what entries add up to as they were, and calls go on meanwhile', async () => {
  const people = [await aPerson({ cash: 1_000_000n, granted: 700n }), await aPerson({ cash: 5_000_000n, granted: 90_001n })]
  const limits = [await aLimit(null), await aLimit(10n ** 12n)]
  for (const person of people) {
    // It begins in the first month, and its charge stands among those of the second.
    const long = await begin(person, monthsAgo(3), 1_000n, limits)
    for (let n = 0; n < 20; n++) {
      await call(person, monthsAgo(3, n), BigInt(n * 7), limits.slice(n % 3))
      if (n % 9 === 4) await paid(person, 1_234_567n)
    }
    for (let n = 0; n < 10; n++) await call(person, monthsAgo(2, n), 101n, limits)
    await settle(theEnd(long, 999n))
    for (let n = 0; n < 10; n++) await call(person, monthsAgo(2, 10 + n), 11n)
    await transaction((tx) => grant(tx, { walletId: person.walletId, amountNanos: 500n, kind: 'test', idempotencyKey: newId('request') }))
    await call(person, monthsAgo(2, 20), 333n, limits)
    await call(person, monthsAgo(1), 17n, limits)
    await call(person, new Date(), 19n, limits)
  }
  await aSecondLater()
  expect(await verifyBooks()).toEqual([])
  const balances = await Promise.all(people.map(balancesOf))
  const hours = await rows('select * from usage_hours order by 1, 2, 3, 4')
  const spent = await rows('select id, spent from spend_limits order by id')
  const sums = () => rows('select wallet_id, sum(cash) as cash, sum(granted) as granted from ledger_lines group by 1 order by 1')
  const before = await sums()

  await closeMonths() // For ever is the default.
  expect(await isThere(monthsAgo(9))).toBe(true)
  await changeSettings({ recordMonths: 1 }, { id: null })
  const [someone] = people as [Person]
  const meanwhile = Array.from({ length: 30 }, () => call(someone, new Date(), 0n))
  await Promise.all([closeMonths(), closeMonths(), closeMonths(), ...meanwhile])
  await closeMonths()
  expect(await Promise.all([3, 2, 1, 0].map((months) => isThere(monthsAgo(months))))).toEqual([false, false, true, true])

  expect(await verifyBooks()).toEqual([])
  expect(await Promise.all(people.map(balancesOf))).toEqual(balances)
  expect(await sums()).toEqual(before)
  expect(await rows('select id, spent from spend_limits order by id')).toEqual(spent)
  await makePartitions()
  expect(await rows(`select * from usage_hours where hour < date_trunc('month', now()) order by 1, 2, 3, 4`)).toEqual(
    hours.filter(({ hour }) => hour < new Date(`${nameOf(new Date())}-01T00:00:00Z`)),
  )
  for (const person of people) {
    const entries = (await allEntries(person)).toReversed()
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
    const at = { cash: 0n, grant: 0n, points: 0n }
    for (const { account, amount, balanceAfter } of entries) {
      at[account] += amount
      expect(balanceAfter).toBe(at[account])
    }
    expect(await balancesOf(person)).toMatchObject({ cash: at.cash, granted: at.grant, points: at.points })
    const closed = entries.filter(({ kind }) => kind === 'charges')
    expect(closed.length).toBeGreaterThan(4)
    expect(closed.length).toBeLessThan(12)
    expect(closed[0]?.note).toBe(`${nameOf(monthsAgo(3))} × 4`)
  }
  await call(someone, new Date(), 5n, limits)
  expect(await verifyBooks()).toEqual([])
  const audited = await rows("select subject from audit_entries where action = 'wallet.close_month' order by subject")
  expect(audited.map(({ subject }) => subject)).toEqual([9, 8, 7, 6, 5, 4, 3, 2].map((months) => `month:${nameOf(monthsAgo(months))}`))
})

it('the books show when a sum of a closed month is changed or goes missing', async () => {
  const wrong = async (sql: string): Promise<string[]> => {
    await rows(`alter table closed_charges disable trigger user; alter table closed_spending disable trigger user; create table kept as table closed_charges;
      create table kept_spending as table closed_spending; ${sql}`)
    const found = await verifyBooks()
    await rows(`delete from closed_charges; insert into closed_charges select * from kept; drop table kept;
      delete from closed_spending; insert into closed_spending select * from kept_spending; drop table kept_spending;
      alter table closed_charges enable trigger user; alter table closed_spending enable trigger user`)
    expect(await verifyBooks()).toEqual([])
    return found.map(({ what }) => what)
  }
  const oneRun = '(wallet_id, last_line) in (select wallet_id, min(last_line) from closed_charges group by 1)'
  const [sum, zero, lines, after, spending] = [
    'balance of an account is not the sum of what was moved',
    'the accounts of a currency do not add up to nothing',
    'a wallet does not have each of its lines once',
    'balance after a line is not what the lines so far add up to',
    'spending of a limit is not the sum of its calls',
  ]
  expect(zero).toBeTruthy()
  expect(await wrong(`update closed_charges set from_cash = from_cash + 1 where ${oneRun}`)).toEqual(expect.arrayContaining([sum, after]))
  expect(await wrong(`delete from closed_charges where ${oneRun}`)).toEqual(expect.arrayContaining([sum, lines, after]))
  expect(await wrong(`update closed_charges set first_line = first_line - 1 where ${oneRun}`)).toEqual([lines, lines])
  expect(await wrong('update closed_spending set charge = charge + 1')).toEqual([spending, spending])
  for (const table of ['closed_charges', 'closed_spending'])
    for (const sql of [`delete from ${table}`, `truncate ${table}`, `update ${table} set month = month`])
      await expect(pool().query(sql), sql).rejects.toMatchObject({ code: '23001' })
})

it('a month stays as long as something speaks against closing it', async () => {
  const person = await aPerson({ cash: 1_000n })
  const time = monthsAgo(4)
  const month = nameOf(time)
  await rows('select make_usage_partitions($1, $1)', [time])
  await call(person, time, 5n)
  const hold = await begin(person, time, 5n)
  await aSecondLater()
  expect(await closeMonth(month)).toMatch(/a hold of it/)
  await settle(theEnd(hold, 3n))
  expect(await closeMonth(month)).toMatch(/a hold of it/) // As long as the group's row is there, the call would look open without its record.
  await aSecondLater()

  await rows("update facts set value = split_part(value, ':', 1) || ':0' where name = 'usage_rolled_xid'")
  expect(await closeMonth(month)).toMatch(/hourly sums/)
  await rows("update facts set value = '7:' || pg_current_xact_id() where name = 'usage_rolled_xid'")
  expect(await closeMonth(month)).toMatch(/hourly sums/)
  await rows(
    "update facts set value = (select system_identifier from pg_control_system()) || ':' || pg_current_xact_id() where name = 'usage_rolled_xid'",
  )

  const change = (sql: string) =>
    rows(`alter table ${partOf(time)} disable trigger user; ${sql}; alter table ${partOf(time)} enable trigger user`)
  await change(`update ${partOf(time)} set cash_after = cash_after + 1 where charge = 3`)
  expect(await closeMonth(month)).toMatch(/do not follow/)
  await change(`update ${partOf(time)} set cash_after = cash_after - 1 where charge = 3`)
  await change(`update ${partOf(time)} set line = null where charge = 3`)
  expect(await closeMonth(month)).toMatch(/neither a line nor a transfer/)
  await change(`update ${partOf(time)} set line = 3 where charge = 3`)

  expect(await rows(`select sum(charge)::int as charge from ${partOf(time)}`)).toEqual([{ charge: 8 }])
  expect(await verifyBooks()).toEqual([])
  expect(await closeMonth(month)).toBeUndefined()
  expect(await isThere(time)).toBe(false)
  expect(await verifyBooks()).toEqual([])
})

it('charges that are transfers of before go with their records, and the transfers stay', async () => {
  const time = monthsAgo(6)
  await rows('select make_usage_partitions($1, $1)', [time])
  const person = await aPerson({ cash: 1_000n })
  const limit = await aLimit(null)
  await rows(
    `insert into usage_records (time, id, user_id, wallet_id, limit_ids, group_name, endpoint, protocol, model, stream, multiplier, hold, charge, settled_xid)
     values ($1, 'call_old', $2, $3, $4, 'default', 'chat/completions', 'openai', 'tiny', false, 10000, 9, 9, 3)`,
    [time, person.userId, person.walletId, limit],
  )
  await rows(
    `insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount, wallet_id, balance_after, reference, line)
     values ('call_old', 'charge', 'money', $1::int * 4, -1, 9, $1::int, 991, 'call_old', 2)`,
    [person.walletId],
  )
  await rows('update wallets set cash = cash - 9, lines = lines + 1 where id = $1', [person.walletId])
  await rows('update spend_limits set spent = 9 where id = $1', [limit])
  expect(await verifyBooks()).toEqual([])
  expect(await closeMonth(nameOf(time))).toBeUndefined()
  expect(await isThere(time)).toBe(false)
  expect(await verifyBooks()).toEqual([])
  expect((await allEntries(person)).map(({ kind }) => kind)).toEqual(['charge', 'test'])
})

it('closing that is killed in the middle, or cannot drop the records, has done nothing', async () => {
  const time = monthsAgo(5)
  await rows('select make_usage_partitions($1, $1)', [time])
  const person = await aPerson({ cash: 1_000n })
  for (let n = 0; n < 5; n++) await call(person, time, 5n)
  await aSecondLater()
  const sums = await rows('select count(*)::int as n from closed_charges')
  const reader = await pool().connect()
  await reader.query('begin; select 1 from usage_records limit 1')
  await expect(closeMonth(nameOf(time))).rejects.toMatchObject({ code: '55P03' })
  const killed = await vi.waitUntil(
    async () => {
      const closing = closeMonth(nameOf(time)).catch((error) => error)
      for (let ended = false; !ended; ) {
        const [waiting] = await rows("select pid from pg_locks where relation = 'usage_records'::regclass and not granted")
        if (waiting) await rows('select pg_terminate_backend($1)', [waiting.pid])
        ended = await Promise.race([closing.then(() => true), new Promise<boolean>((done) => setTimeout(done, 1, false))])
      }
      const error = await closing
      return error.code !== '55P03' && error
    },
    { timeout: 30_000 },
  )
  expect(killed).toBeInstanceOf(Error)
  await reader.query('commit')
  reader.release()
  expect(await rows('select count(*)::int as n from closed_charges')).toEqual(sums)
  expect(await rows(`select count(*)::int as n from ${partOf(time)}`)).toEqual([{ n: 5 }])
  expect(await verifyBooks()).toEqual([])
  expect(await closeMonth(nameOf(time))).toBeUndefined()
  expect(await verifyBooks()).toEqual([])
})

it('a record that comes late is closed like the others', async () => {
  const person = await aPerson({ cash: 1_000n })
  const limit = await aLimit(null)
  const time = monthsAgo(7)
  for (let round = 0; round < 2; round++) {
    await call(person, time, 5n, [limit])
    await makePartitions()
    await aSecondLater()
    expect(await closeMonth(nameOf(time))).toBeUndefined()
    expect(await isThere(time)).toBe(false)
    expect(await verifyBooks()).toEqual([])
  }
  expect(await rows('select charge from closed_spending where limit_id = $1', [limit])).toEqual([{ charge: 5n }, { charge: 5n }])
})
