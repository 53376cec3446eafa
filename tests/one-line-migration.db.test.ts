import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makePartitions } from '@/lib/boot/make-partitions'
import { pool } from '@/lib/db/pool'
import { sweep } from '@/lib/ledger/sweep/sweep'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { rollUp } from '@/lib/usage/roll-up'
import { knownMigrations, migrate, pendingMigrations } from '../scripts/database/migrate.mjs'
import { fillBefore, migrationsBefore, oldChecks } from './before-one-line'
import { freshDatabase } from './database'
import { allEntries } from './ledger'

const size = process.env.FULL ? { wallets: 300, calls: 1_000_000 } : { wallets: 7, calls: 3_000 }
const [oneLine = ''] = knownMigrations()
  .map(({ name }) => name)
  .filter((name) => !migrationsBefore.has(name))
/** What the half of the held calls that had delivered something costs: 1 000 and 100 tokens, and the request. */
const delivered = 12_800_000n

let url: string
let client: pg.Client

async function connect(): Promise<pg.Client> {
  const made = new pg.Client({ connectionString: url })
  made.on('error', () => undefined)
  await made.connect()
  return made
}
const rows = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows

beforeAll(async () => {
  const other = new URL(await freshDatabase())
  client = new pg.Client({ connectionString: String(other) })
  await client.connect()
  const name = `before_${Date.now()}`
  await client.query(`create database ${name} template template0`)
  await client.end()
  other.pathname = `/${name}`
  url = String(other)
  process.env.DATABASE_URL = url
  await migrate(url, undefined, migrationsBefore)
  client = await connect()
  await fillBefore(client, size)
}, 600_000)
afterAll(async () => {
  await client.end()
  await pool().end()
})

async function oldBooksBalance(): Promise<void> {
  for (const [what, sql] of Object.entries(oldChecks)) expect((await client.query(sql)).rowCount, what).toBe(0)
}
const entriesBefore = `
  select to_char(time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as time, kind, reference, note,
    case greatest(from_account, to_account) % 4 when 0 then 'cash' else 'grant' end as account,
    case when to_account > 0 then amount else -amount end::text as amount, balance_after::text as after
  from transfers where wallet_id = $1 order by id desc limit 20000`
const balances = 'select id, cash::text, granted::text, points::text, held::text from wallets order by id'

let before: { entries: unknown[][]; balances: { id: number; cash: string; granted: string; held: string }[] }

test('the books balance before', async () => {
  await oldBooksBalance()
  const entries: unknown[][] = []
  for (const wallet of [1, 2, 3]) entries.push(await rows(entriesBefore, [wallet]))
  before = { entries, balances: await rows(balances) }
  expect(await rows("select from usage_records where state = 'held'")).toHaveLength(2 * size.wallets)
  expect((await rows('select from only usage_records_default limit 1')).length).toBe(1)
})

test('a migration that is killed in the middle leaves everything as it was', async () => {
  const reader = await connect()
  await reader.query('begin; select 1 from transfers limit 1')
  const killed = migrate(url).catch((error: Error) => error)
  // It has moved the holds and changed the records, and now waits for the reader before it numbers the transfers.
  const waiting = await vi.waitUntil(
    async () => (await rows("select pid from pg_locks where relation = 'transfers'::regclass and not granted"))[0],
    { timeout: 300_000 },
  )
  await rows('select pg_terminate_backend($1)', [waiting.pid])
  expect(String(await killed)).toMatch(/one_line_a_call failed and changed nothing: terminating connection/)
  await reader.end()
  expect(await pendingMigrations(url)).toContain(oneLine)
  await oldBooksBalance()
  expect(await rows(balances)).toEqual(before.balances)
}, 600_000)

test('after the migration the books balance in their new form, and entries and balances are the same', async () => {
  const start = performance.now()
  expect(await migrate(url)).toContain(oneLine)
  if (process.env.FULL) process.stdout.write(`${size.calls} calls were migrated in ${Math.round(performance.now() - start)} ms\n`)
  expect(await verifyBooks()).toEqual([])
  expect(await rows(balances)).toEqual(before.balances)
  expect(await rows('select from open_holds')).toHaveLength(2 * size.wallets)
  for (const [at, expected] of before.entries.entries()) {
    const entries = await allEntries({ walletId: at + 1 })
    const shown = entries.map(({ time, kind, reference, note, account, amount, balanceAfter }) => ({
      time: time.toISOString(),
      kind,
      reference,
      note,
      account,
      amount: String(amount),
      after: String(balanceAfter),
    }))
    expect(shown).toEqual(expected)
  }
}, 600_000)

test('what was held settles for what had been delivered, and every call is in the sums once', async () => {
  let ended = 0
  while (ended < 2 * size.wallets) ended += await sweep()
  expect(ended).toBe(2 * size.wallets)
  expect(await verifyBooks()).toEqual([])
  const after = await rows(balances)
  for (const [at, { cash, granted, held }] of after.entries()) {
    const was = before.balances[at]
    expect(BigInt(cash) + BigInt(granted)).toBe(BigInt(was?.cash ?? 0) + BigInt(was?.granted ?? 0) - delivered)
    expect(held).toBe('0')
  }
  const records = await rows('select count(*)::int as calls, sum(charge) as charge from usage_records')
  await vi.waitUntil(
    async () => {
      await rollUp() // as far as no other transaction of the cluster still runs
      return (await rows('select sum(calls)::int as calls from usage_hours'))[0].calls >= records[0].calls
    },
    { timeout: 60_000, interval: 50 },
  )
  expect(await rows('select sum(calls)::int as calls, sum(charge) as charge from usage_hours')).toEqual(records)
}, 600_000)

test('records that had no month of their own get one', async () => {
  const { rowCount } = await client.query('select from usage_records')
  await makePartitions()
  expect(await rows('select from only usage_records_default limit 1')).toEqual([])
  expect((await client.query('select from usage_records')).rowCount).toBe(rowCount)
  expect(await verifyBooks()).toEqual([])
}, 600_000)
