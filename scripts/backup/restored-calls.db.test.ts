import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { pool } from '../../lib/db/pool'
import { journal } from '../../lib/ledger/sweep/journal'
import { sweep } from '../../lib/ledger/sweep/sweep'
import { admit } from '../../lib/ledger/turn/admit'
import { hotPool } from '../../lib/ledger/turn/hot-pool'
import { settle } from '../../lib/ledger/turn/settle'
import { verifyBooks } from '../../lib/ledger/wallet/verify-books'
import { startProcess } from '../../lib/processes/heartbeat'
import { rollUp } from '../../lib/usage/roll-up'
import { fillBefore, migrationsBefore, oldChecks } from '../../tests/before-one-line'
import { freshDatabase } from '../../tests/database'
import { aHold, aLimit, aPerson, theEnd } from '../../tests/ledger'
import { migrate, pendingMigrations } from '../database/migrate.mjs'
import { verifyBackup } from './read'
import { restoreBackup } from './restore'
import { writeBackup } from './write'

const folder = mkdtempSync(join(tmpdir(), 'atrium-backup-'))
const file = join(folder, 'one.atrium')
let server: pg.Client
let sourceUrl: string

async function emptyDatabase(name: string): Promise<string> {
  await server.query(`create database ${name} template template0`)
  const url = new URL(sourceUrl)
  url.pathname = `/${name}`
  return String(url)
}

/** Goes on as another process, which runs on this database. */
async function continueOn(url: string): Promise<void> {
  await Promise.all([pool().end(), hotPool().end()])
  ;(globalThis as { atriumOnce?: Map<string, unknown> }).atriumOnce?.clear()
  process.env.DATABASE_URL = url
  await startProcess()
}

const rows = async (sql: string, values: unknown[] = []) => (await pool().query(sql, values)).rows
/** Numbers everything as a cluster that is much older would have. */
const comesFromAnotherCluster = `
  with renumbered as (update usage_records set settled_xid = settled_xid + 1000000000)
  update facts set value = '7:' || regexp_replace(value, '.*:', '')::bigint + 1000000000 where name = 'usage_rolled_xid'`

beforeAll(async () => {
  sourceUrl = await freshDatabase()
  server = new pg.Client({ connectionString: sourceUrl })
  await server.connect()
})
beforeEach(() => rmSync(file, { force: true }))
afterAll(async () => {
  await server.end()
  rmSync(folder, { recursive: true })
})

/** What a start does: the hourly sums, the sweep, and then the sums every second. */
async function bootAndSweep(): Promise<number> {
  await rollUp()
  const ended = await sweep()
  const [{ records }] = await rows('select count(*)::int as records from usage_records')
  await vi.waitUntil(
    async () => {
      await rollUp()
      return (await rows('select sum(calls)::int as calls from usage_hours'))[0].calls >= records
    },
    { timeout: 30_000, interval: 50 },
  )
  expect(await rows('select sum(calls)::int as calls, sum(charge)::text as charge from usage_hours')).toEqual(
    await rows('select count(*)::int as calls, sum(charge)::text as charge from usage_records'),
  )
  return ended
}

test('a backup that is taken while calls are running is whole, and their holds end as interrupted', async () => {
  await startProcess()
  await rows("insert into models (id, name) values ('tiny', 'Tiny')")
  await rows("insert into price_versions (id, model_id, input, output) values ('prc_1', 'tiny', 2000000, 8000000)")
  const people = await Promise.all(Array.from({ length: 4 }, () => aPerson({ cash: 10_000_000n, granted: 2_000n })))
  const limitIds = [await aLimit(null), await aLimit(null)]
  const [person] = people as [(typeof people)[0]]
  const priced = aHold(person, 5_000n, { limitIds })
  priced.record.priceVersionId = 'prc_1'
  await admit(priced)
  await journal([{ id: priced.id, inputTokens: 1_000, outputTokens: 100 }])
  await rollUp()
  const unended = people.map((caller) => aHold(caller, 100n, { limitIds }))
  await Promise.all(unended.map(admit))

  let over = false
  const running = people.map(async (caller) => {
    for (let n = 0; !over; n++) {
      const hold = aHold(caller, 100n, { limitIds })
      await admit(hold)
      await new Promise((done) => setTimeout(done, 10))
      await settle(theEnd(hold, BigInt(n % 100)))
    }
  })
  await writeBackup(sourceUrl, 'secret', file)
  await writeBackup(sourceUrl, 'secret', file) // The second one begins among calls that are surely under way.
  over = true
  await Promise.all([...running, ...unended.map((hold) => settle(theEnd(hold, 1n)))])
  expect(await verifyBooks()).toEqual([])

  const url = await emptyDatabase('running_restored')
  await restoreBackup(file, await verifyBackup(file), url)
  await continueOn(url)
  expect(await verifyBooks()).toEqual([])
  await rows(comesFromAnotherCluster)
  const open = await rows('select id from open_holds')
  expect(open.map(({ id }) => id)).toContain(priced.id)
  expect(open.length).toBeGreaterThan(1)
  expect(await bootAndSweep()).toBe(open.length)
  expect(await rows('select from open_holds')).toEqual([])
  expect(await rows("select count(*)::int as n from usage_records where error_code = 'interrupted'")).toEqual([{ n: open.length }])
  expect(await rows('select charge, line is not null as line from usage_records where id = $1', [priced.id])).toEqual([
    { charge: 2_800n, line: true },
  ])
  expect(await verifyBooks()).toEqual([])
})

test('a backup of the schema before is restored, migrated, and its held calls end', async () => {
  const size = { wallets: 5, calls: 1_000 }
  const before = await emptyDatabase('old_source')
  await migrate(before, undefined, migrationsBefore)
  const source = new pg.Client({ connectionString: before })
  await source.connect()
  await source.query("create table usage_records_2026_08 partition of usage_records for values from ('2026-08-01Z') to ('2026-09-01Z')")
  await fillBefore(source, size)
  for (const [what, sql] of Object.entries(oldChecks)) expect((await source.query(sql)).rowCount, what).toBe(0)
  const balances = 'select id, cash::text, granted::text, held::text from wallets order by id'
  const expected = (await source.query(balances)).rows
  await writeBackup(before, 'secret', file)
  await source.end()

  const url = await emptyDatabase('old_restored')
  await restoreBackup(file, await verifyBackup(file), url)
  expect(await pendingMigrations(url)).toEqual([])
  await continueOn(url)
  expect(await rows(balances)).toEqual(expected)
  expect(await verifyBooks()).toEqual([])
  for (const part of ['usage_records', 'usage_records_2026_08', 'usage_records_default'])
    for (const sql of [`truncate ${part}`, `delete from ${part}`, `update ${part} set charge = 0`])
      await expect(pool().query(sql), sql).rejects.toMatchObject({ code: '23001' })
  await rows(comesFromAnotherCluster)
  expect(await bootAndSweep()).toBe(2 * size.wallets)
  expect(await rows("select count(*)::int as n from usage_records where error_code = 'interrupted'")).toEqual([{ n: 10 }])
  expect(await verifyBooks()).toEqual([])
})
