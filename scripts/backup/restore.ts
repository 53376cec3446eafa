import pg from 'pg'
import { knownMigrations, migrate } from '../database/migrate.mjs'
import { StartError } from '../database/start-error.ts'
import { copyIn } from './copy.ts'
import type { BackupHeader } from './format.ts'
import { sectionsOf } from './read.ts'
import { columnList, quoted, type Sequence, type TableShape } from './tables.ts'

/** Fills an empty database from a verified backup: its schema as of the backup, its rows in one transaction, then newer migrations. */
export async function restoreBackup(file: string, header: BackupHeader, databaseUrl: string): Promise<void> {
  const known = new Map(knownMigrations().map(({ name, checksum }) => [name, checksum]))
  for (const { name, checksum } of header.migrations)
    if (known.get(name) !== checksum)
      throw new StartError(
        `${file} was made by another version of Atrium (migration ${name}). Restore it with that version or a newer one.`,
      )
  await makeEmpty(databaseUrl)
  await migrate(databaseUrl, undefined, new Set(header.migrations.map(({ name }) => name)))
  await load(file, databaseUrl)
  await migrate(databaseUrl)
  await connected(databaseUrl, (client) => client.query('select guard_usage_partitions()'))
}

async function connected<T>(databaseUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function makeEmpty(databaseUrl: string): Promise<void> {
  await connected(databaseUrl, async (client) => {
    const { rows } = await client.query<{ tables: number; ours: boolean }>(
      `select count(*)::int as tables, to_regclass('_prisma_migrations') is not null as ours
       from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    )
    const [found] = rows
    if (!found || found.tables === 0) return
    const refusal = new StartError(
      'The database is not empty. A backup is restored into an empty one: set DATA_DIR or DATABASE_URL to another place.',
    )
    if (!found.ours) throw refusal
    const users = await client.query("select to_regclass('users') is not null as there")
    if (users.rows[0]?.there && (await client.query('select 1 from users limit 1')).rowCount) throw refusal
    await client.query('drop schema public cascade; create schema public')
  })
}

async function load(file: string, databaseUrl: string): Promise<void> {
  await connected(databaseUrl, async (client) => {
    await client.query("begin; set local timezone = 'UTC'; set local client_encoding = 'UTF8'")
    const guarded = await tablesWithTriggers(client)
    for (const name of guarded) await client.query(`alter table ${quoted(name)} disable trigger user`)
    await emptySeeds(client)
    for await (const { section, rows } of sectionsOf(file)) {
      if ('table' in section) await loadTable(client, section.table, rows)
      else if ('sequences' in section) await setSequences(client, section.sequences)
    }
    for (const name of guarded) await client.query(`alter table ${quoted(name)} enable trigger user`)
    await client.query('commit; analyze')
  })
}

/** With the partitions, which have triggers on TRUNCATE of their own. */
async function tablesWithTriggers(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct c.relname as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
     where not t.tgisinternal and c.relnamespace = 'public'::regnamespace`,
  )
  return rows.map(({ name }) => name)
}

/** Migrations insert first rows. They are removed, because the backup contains them. */
async function emptySeeds(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
       and relname <> '_prisma_migrations'`,
  )
  await client.query(`truncate ${rows.map(({ name }) => quoted(name)).join(', ')} cascade`)
}

async function loadTable(client: pg.Client, table: TableShape, rows: AsyncGenerator<Buffer>): Promise<void> {
  for (const { name, bounds, options } of table.parts) {
    const { rows: found } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [quoted(name)])
    if (found[0]?.there) continue
    const settings = options.length > 0 ? ` with (${options.join(', ')})` : ''
    await client.query(`create table ${quoted(name)} partition of ${quoted(table.name)} ${bounds}${settings}`)
  }
  await copyIn(client, `copy ${quoted(table.name)} (${columnList(table.columns)}) from stdin`, rows)
}

async function setSequences(client: pg.Client, sequences: Sequence[]): Promise<void> {
  for (const { name, last, called } of sequences)
    await client.query('select setval($1::regclass, $2::bigint, $3)', [quoted(name), last, called])
}
