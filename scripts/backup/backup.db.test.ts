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

/** Every row of every table, as text, and what guards them. */
async function contents(url: string) {
  const client = await connect(url)
  const found: Record<string, unknown> = {}
  for (const { name } of await tablesOf(client)) {
    const { rows } = await client.query(`select t::text as row from "${name}" t order by 1`)
    found[name] = rows.map(({ row }) => row)
  }
  const parts = await client.query(
    "select relid::text as part, pg_get_expr(relpartbound, oid) as bounds from pg_partition_tree('usage_records') join pg_class on oid = relid order by 1",
  )
  const triggers = await client.query(
    'select tgrelid::regclass::text as of, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2',
  )
  const sequences = await client.query("select sequencename, last_value from pg_sequences where schemaname = 'public' order by 1")
  await client.end()
  return { found, parts: parts.rows, triggers: triggers.rows, sequences: sequences.rows }
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
  await from.query("select make_usage_partitions('2024-02-01Z', '2024-02-01Z')")
  for (const time of ['2024-02-10T10:00:00Z', '1980-01-01T00:00:00Z', '2030-01-01T00:00:00Z', new Date().toISOString()])
    await from.query(
      `insert into usage_records (time, id, user_id, wallet_id, group_name, endpoint, protocol, model, stream, multiplier, hold, charge,
         from_grant, cash_after, grant_after, line, limit_ids, settled_xid)
       values ($1::text::timestamptz, 'call_' || $1, 1, 1, 'default', 'chat', 'openai', 'eliza', false, 10000, 0, 5, 2, -3, 0, 1, 'lim_1 lim_2', 77)`,
      [time],
    )
  await from.query("insert into closed_charges values (1, 9, 3, '2024-01-01', now(), 5, 6, 7, 8)")
  await from.query("insert into closed_spending (limit_id, month, charge) values ('lim_1', '2024-01-01', 11)")
  await from.query("insert into hold_groups values ('hld_1', 'prs_gone', now(), $1, '{2}')", [`{"(\\"${odd.slice(0, 3)}\\")"}`])
  await from.query("insert into stream_journals values ('prs_gone', $1)", [{ call_1: [1, 2, odd] }])
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
  for (const part of ['usage_records', 'usage_records_default', 'usage_records_2024_02']) {
    await expect(restored.query(`truncate ${part}`)).rejects.toThrow(/append-only/)
    await expect(restored.query(`delete from ${part}`)).rejects.toThrow(/append-only/)
  }
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
