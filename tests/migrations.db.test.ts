import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pool } from '@/lib/db/pool'
import { newId } from '@/lib/ids'
import { sweep } from '@/lib/ledger/sweep/sweep'
import { verifyBooks } from '@/lib/ledger/wallet/verify-books'
import { noUnits } from '@/lib/units'
import { readRecord } from '@/lib/usage/list-records'
import { knownMigrations, migrate, pendingMigrations } from '../scripts/database/migrate.mjs'
import { freshDatabase } from './database'

const root = fileURLToPath(new URL('..', import.meta.url))
let url: string
let client: pg.Client

beforeAll(async () => {
  url = await freshDatabase()
  client = new pg.Client({ connectionString: url })
  await client.connect()
})
afterAll(() => client.end())

const prisma = (...args: string[]) =>
  new Promise<{ code: number; output: string }>((done) => {
    const env = {
      ...process.env,
      DATABASE_URL: url,
      PRISMA_SCHEMA_ENGINE_BINARY: join(root, 'scripts/database/schema-engine.mjs'),
      CHECKPOINT_DISABLE: '1',
    }
    execFile(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), ...args], { cwd: root, env }, (error, out, err) =>
      done({ code: typeof error?.code === 'number' ? error.code : 0, output: out + err }),
    )
  })

test('the schema engine is the one that this version of Prisma was made for', () => {
  const versionOf = (name: string) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version
  expect(versionOf('@prisma/schema-engine-wasm')).toBe(versionOf('@prisma/engines-version'))
})

test('the migrations make just the schema that the code is written for', async () => {
  const { code, output } = await prisma('migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema', '--exit-code')
  expect(output).toContain('No difference detected')
  expect(code).toBe(0)
})

test('the database has no row types but those that the ledger writes', async () => {
  const { rows } = await client.query("select relname as name from pg_class where relkind = 'c' order by 1")
  const written = readFileSync(join(root, 'lib/ledger/turn/turn-sql.ts'), 'utf8')
  expect(rows.length).toBeGreaterThan(0)
  expect(rows.filter(({ name }) => !written.includes(`${name}[]`))).toEqual([])
})

test('Prisma sees the same migrations as applied that we applied', async () => {
  expect(await pendingMigrations(url)).toEqual([])
  const { output } = await prisma('migrate', 'status')
  expect(output).toContain('Database schema is up to date')
})

test('a migration that was edited after it had been applied is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'atrium-migrations-'))
  for (const { name } of knownMigrations()) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'migration.sql'), 'select 1')
  }
  await expect(pendingMigrations(url, folder)).rejects.toThrow(/was changed after it had been applied/)
  rmSync(folder, { recursive: true })
})

test('a migration that fails is named, leaves nothing of itself behind, and is tried again at the next start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'atrium-migrations-'))
  mkdirSync(join(folder, '29990101_bad'))
  writeFileSync(join(folder, '29990101_bad', 'migration.sql'), 'create table half_done (id int); select no_such_function();')
  await expect(migrate(url, folder)).rejects.toThrow(/29990101_bad failed and changed nothing: .*no_such_function/)
  expect((await client.query("select to_regclass('half_done') as there")).rows[0]).toEqual({ there: null })
  writeFileSync(join(folder, '29990101_bad', 'migration.sql'), 'create table whole (id int)')
  expect(await migrate(url, folder)).toEqual(['29990101_bad'])
  rmSync(folder, { recursive: true })
})

test('two processes that migrate at once apply each migration once', async () => {
  const name = `twice_${Date.now()}`
  await client.query(`create database ${name} template template0`)
  const other = new URL(url)
  other.pathname = `/${name}`
  const applied = await Promise.all([migrate(String(other)), migrate(String(other))])
  expect(applied.flat().sort()).toEqual(knownMigrations().map((migration) => migration.name))
})

const aCall = `insert into usage_records (time, id, state, process_id, user_id, wallet_id, group_name, endpoint, protocol, model, stream,
    price_version_id, multiplier, hold, journal_input, journal_output, charge, status, input_tokens, cached_tokens, output_tokens, reasoning_tokens, settled_xid)
  values ($1, $2, $3, 'prs_gone', 1, 1, 'default', 'chat/completions', 'openai', 'tiny', false, 'prc_1', 10000, 20000000, $4, $5, $6, 200, $7, 0, $8, 0,
    case when $3 = 'settled' then pg_current_xact_id()::text::bigint end)`
/** A wallet of 1.00, a price per request, and calls of 1 000 and 100 tokens: one settled, two held, of which one had delivered that much. */
const firstRows = `
  insert into users (id, username, username_key) values (1, 'mei', 'mei');
  insert into wallets (id, user_id, cash, held) values (1, 1, 987200000, 40000000);
  insert into models (id, name) values ('tiny', 'Tiny');
  insert into price_versions (id, model_id, input, output, per_request) values ('prc_1', 'tiny', 2000000000, 8000000000, 10000000);
  insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount, wallet_id, balance_after, reference)
  values ('paid', 'recharge', 'money', -3, 4, 1000000000, 1, 1000000000, null), ('settled', 'charge', 'money', 4, -1, 12800000, 1, 987200000, '?');`

test('calls of a database at the first migration are carried over: settled ones still add up, held ones end with the sweep', async () => {
  const name = `first_${Date.now()}`
  await client.query(`create database ${name} template template0`)
  const other = new URL(url)
  other.pathname = `/${name}`
  const [first = '', ...later] = knownMigrations().map((migration) => migration.name)
  await migrate(String(other), undefined, new Set([first]))
  const at = new pg.Client({ connectionString: String(other) })
  await at.connect()
  const time = new Date()
  const [settled, held, orphan] = [newId('call'), newId('call'), newId('call')]
  await at.query(firstRows.replace('?', settled))
  await at.query(aCall, [time, settled, 'settled', 0, 0, 12_800_000n, 1000, 100])
  await at.query(aCall, [time, held, 'held', 0, 0, null, null, null])
  await at.query(aCall, [time, orphan, 'held', 1000, 100, null, null, null])
  expect(await migrate(String(other))).toEqual(later)

  process.env.DATABASE_URL = String(other)
  expect(await verifyBooks()).toEqual([])
  expect(await sweep()).toBe(2)
  expect(await verifyBooks()).toEqual([])
  const reader = { userId: 1, namesUpstreams: false }
  const read = async (id: string) => JSON.parse(JSON.stringify(await readRecord(id, reader)))
  expect(await read(settled)).toMatchObject({ inputTokens: 1000, requests: 1, images: 0, charge: 0.0128, calculated: 0.0128 })
  expect(await read(orphan)).toMatchObject({ inputTokens: 1000, requests: 1, charge: 0.0128, calculated: 0.0128 })
  expect(await read(held)).toMatchObject({ ...noUnits, errorCode: 'interrupted', charge: 0 })
  const balance = await at.query<{ cash: string; held: string }>('select cash, held from wallets')
  expect(balance.rows).toEqual([{ cash: '974400000', held: '0' }])
  await at.end()
  await pool().end()
})

test('a database that a newer version has migrated is refused', async () => {
  const name = `newer_${Date.now()}`
  await client.query(`create database ${name} template template0`)
  const other = new URL(url)
  other.pathname = `/${name}`
  await migrate(String(other))
  const later = new pg.Client({ connectionString: String(other) })
  await later.connect()
  await later.query("update _prisma_migrations set migration_name = '29990101_later'")
  await later.end()
  await expect(pendingMigrations(String(other))).rejects.toThrow(/newer Atrium \(migration 29990101_later\)/)
})

test('a database that cannot search Chinese text is refused', async () => {
  const name = `blind_${Date.now()}`
  await client.query(`create database ${name} encoding 'UTF8' locale_provider libc locale 'C' template template0`)
  const other = new URL(url)
  other.pathname = `/${name}`
  await expect(migrate(String(other))).rejects.toThrow(/locale other than C/)
})
