import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { pool } from '../../lib/db/pool'
import { admit } from '../../lib/ledger/turn/admit'
import { settle } from '../../lib/ledger/turn/settle'
import { closeMonth } from '../../lib/ledger/wallet/close-month'
import { rollUp } from '../../lib/usage/roll-up'
import { freshDatabase } from '../../tests/database'
import { aHold, aPerson, theEnd } from '../../tests/ledger'
import { verifyBackup } from './read'
import { restoreBackup } from './restore'
import { writeBackup } from './write'

const folder = mkdtempSync(join(tmpdir(), 'atrium-backup-'))
const [first, second] = [join(folder, 'one.atrium'), join(folder, 'two.atrium')]
const rows = async (sql: string, values: unknown[] = []) => (await pool().query(sql, values)).rows
let sourceUrl: string
let server: pg.Client

beforeAll(async () => {
  sourceUrl = await freshDatabase()
  server = new pg.Client({ connectionString: sourceUrl })
  await server.connect()
})
afterAll(async () => {
  await server.end()
  rmSync(folder, { recursive: true })
})

test('no month is closed while a backup is being written', async () => {
  const person = await aPerson({ cash: 100n })
  const hold = aHold(person, 7n, { time: new Date('2026-01-10T00:00:00Z') })
  await rows('select make_usage_partitions($1, $1)', [hold.time])
  await admit(hold)
  await settle(theEnd(hold, 7n))
  await rows('delete from hold_groups')
  await vi.waitUntil(
    async () => {
      await rollUp()
      return (await rows('select from usage_hours')).length > 0
    },
    { timeout: 30_000, interval: 50 },
  )
  // The backup has passed the sums of closed months already, and has not come to the records.
  await server.query('begin; lock table settings in access exclusive mode')
  const written = writeBackup(sourceUrl, 'secret', first)
  await vi.waitUntil(async () => (await rows("select from pg_locks where relation = 'settings'::regclass and not granted")).length > 0)
  await expect(closeMonth('2026-01')).rejects.toMatchObject({ code: '55P03' })
  await server.query('commit')
  expect(await written).toMatchObject({ usage_records: 1, closed_charges: 0 })
  expect(await closeMonth('2026-01')).toBeUndefined()
  await writeBackup(sourceUrl, 'secret', second)
  await server.query('create database closed_restored template template0')
  const url = new URL(sourceUrl)
  url.pathname = '/closed_restored'
  await restoreBackup(second, await verifyBackup(second), String(url))
  const restored = new pg.Client({ connectionString: String(url) })
  await restored.connect()
  const { rows: lines } = await restored.query('select kind, cash, first_line, line from ledger_lines order by line desc')
  await restored.end()
  expect(lines[0]).toEqual({ kind: 'charges', cash: '-7', first_line: '2', line: '2' })
})
