import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../tests/database'
import { verifyBackup } from './read'
import { restoreBackup } from './restore'
import { tablesOf } from './tables'
import { writeBackup } from './write'

const secret = randomBytes(32).toString('base64')
const folder = mkdtempSync(join(tmpdir(), 'atrium-backup-'))
const file = join(folder, 'one.atrium')
let from: pg.Client
let fromUrl: string

const odd = 'Tab\tnew\nline \\ back\\N quote\' „深圳" \u{1F600} \\.'

async function connect(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client
}

async function emptyDatabase(): Promise<string> {
  const name = `restored_${randomBytes(4).toString('hex')}`
  await from.query(`create database ${name} template template0`)
  const url = new URL(fromUrl)
  url.pathname = `/${name}`
  return String(url)
}

/** Every row of every table, as text. */
async function contents(url: string) {
  const client = await connect(url)
  const found: Record<string, unknown> = {}
  for (const { name } of await tablesOf(client)) {
    const { rows } = await client.query(`select t::text as row from "${name}" t order by 1`)
    found[name] = rows.map(({ row }) => row)
  }
  const parts = await client.query('select inhrelid::regclass::text as part from pg_inherits order by 1')
  const sequences = await client.query("select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1")
  await client.end()
  return { found, parts: parts.rows, sequences: sequences.rows }
}

beforeAll(async () => {
  fromUrl = await freshDatabase()
  from = await connect(fromUrl)
  await from.query("insert into users (username, username_key) select 'u' || i, 'u' || i from generate_series(1, 500) i")
  await from.query('insert into users (username, username_key, password_hash) values ($1, $1, $2)', [odd, 'hash'])
  await from.query('insert into wallets (user_id) select id from users')
  await from.query(
    "insert into transfers (idempotency_key, kind, currency, from_account, to_account, amount, note) select 'k' || i, 'test', 'money', -2, 4 * (1 + i % 500), i, $1 from generate_series(1, 5000) i",
    [odd],
  )
  await from.query("insert into audit_entries (id, action, after) values ('aud_1', 'test', $1)", [{ text: odd }])
  await from.query(
    "create table usage_records_2024_02 partition of usage_records for values from ('2024-02-01Z') to ('2024-03-01Z') with (fillfactor = 70)",
  )
  for (const time of ['2024-02-10T10:00:00Z', '2030-01-01T00:00:00Z', new Date().toISOString()])
    await from.query(
      `insert into usage_records (time, id, state, user_id, wallet_id, group_name, endpoint, protocol, model, stream, multiplier, hold)
       values ($1::text::timestamptz, 'call_' || $1, 'settled', 1, 1, 'default', 'chat', 'openai', 'eliza', false, 10000, 0)`,
      [time],
    )
})
afterAll(async () => {
  await from.end()
  rmSync(folder, { recursive: true })
})

test('every row of every table, partition and sequence is restored', async () => {
  writeFileSync(`${file}.part`, 'left there by somebody else', { mode: 0o666 })
  await writeBackup(fromUrl, secret, file)
  expect(statSync(file).mode & 0o077).toBe(0)
  const url = await emptyDatabase()
  const header = await verifyBackup(file)
  expect(header.secret).toBe(secret)
  await restoreBackup(file, header, url)
  expect(await contents(url)).toEqual(await contents(fromUrl))

  const restored = await connect(url)
  await expect(restored.query('update transfers set amount = 1')).rejects.toThrow(/append-only/)
  await expect(restored.query('delete from audit_entries')).rejects.toThrow(/append-only/)
  const { rows } = await restored.query<{ id: number }>("insert into users (username, username_key) values ('next', 'next') returning id")
  await restored.query('insert into wallets (user_id) values ($1)', [rows[0]?.id])
  const accounts = await restored.query('select count(*)::int as n from ledger_accounts where wallet_id = (select max(id) from wallets)')
  expect(accounts.rows[0]).toEqual({ n: 3 })
  await restored.end()
})

test('a database with users is not overwritten by a restore', async () => {
  const header = await verifyBackup(file)
  await expect(restoreBackup(file, header, fromUrl)).rejects.toThrow(/not empty/)
})

test('a damaged, shortened or foreign file is refused before anything is touched', async () => {
  const bad = join(folder, 'bad.atrium')
  const whole = readFileSync(file)
  const plain = gunzipSync(whole)
  writeFileSync(bad, gzipSync(Buffer.from(plain.toString('latin1').replace('u499', 'u49X'), 'latin1')))
  await expect(verifyBackup(bad)).rejects.toThrow(/checksum/)
  writeFileSync(bad, whole)
  truncateSync(bad, whole.length - 100)
  await expect(verifyBackup(bad)).rejects.toThrow(/damaged or cut short/)
  writeFileSync(bad, gzipSync('hello\n'))
  await expect(verifyBackup(bad)).rejects.toThrow(/no backup of Atrium/)
  await expect(verifyBackup(join(folder, 'none'))).rejects.toThrow(/no such file/)
})

test('a backup of a schema that this version does not know is refused', async () => {
  const header = await verifyBackup(file)
  const newer = { ...header, migrations: [...header.migrations, { name: '29990101_later', checksum: 'x' }] }
  await expect(restoreBackup(file, newer, await emptyDatabase())).rejects.toThrow(/another version/)
})
