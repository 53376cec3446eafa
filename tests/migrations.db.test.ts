import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

test('a database that would be blind to Chinese is refused', async () => {
  const name = `blind_${Date.now()}`
  await client.query(`create database ${name} encoding 'UTF8' locale_provider libc locale 'C' template template0`)
  const other = new URL(url)
  other.pathname = `/${name}`
  await expect(migrate(String(other))).rejects.toThrow(/locale other than C/)
})
