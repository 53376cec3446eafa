// Applies prisma/migrations as `prisma migrate deploy` would: same table, checksums and lock.
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { StartError } from './start-error.ts'

const prismaLock = 72707369
const home = fileURLToPath(new URL('../../prisma/migrations', import.meta.url))

const read = (folder) =>
  readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

async function appliedIn(client) {
  await client.query(`create table if not exists "_prisma_migrations" (
    "id" varchar(36) primary key not null, "checksum" varchar(64) not null, "finished_at" timestamptz, "migration_name" varchar(255) not null,
    "logs" text, "rolled_back_at" timestamptz, "started_at" timestamptz not null default now(), "applied_steps_count" integer not null default 0)`)
  const { rows } = await client.query('select migration_name, checksum, finished_at from "_prisma_migrations" where rolled_back_at is null')
  return new Map(rows.map((row) => [row.migration_name, row]))
}

function stillToApply(migrations, applied) {
  return migrations.filter(({ name, checksum }) => {
    const row = applied.get(name)
    if (!row) return true
    if (!row.finished_at)
      throw new StartError(`Migration ${name} failed earlier. Repair the database, then run: npm run db -- migrate resolve`)
    if (row.checksum !== checksum) throw new StartError(`Migration ${name} was changed after it had been applied to this database.`)
    return false
  })
}

/** Name and checksum of every migration in `folder`, in order. */
export const knownMigrations = (folder = home) => read(folder).map(({ name, checksum }) => ({ name, checksum }))

/** Names of the migrations in `folder` that this database lacks. Throws where the database has later ones than the folder. */
export async function pendingMigrations(url, folder = home) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const migrations = read(folder)
    const applied = await appliedIn(client)
    const newest = migrations.at(-1)?.name ?? ''
    const later = [...applied.keys()].find((name) => name > newest)
    if (later)
      throw new StartError(
        `The database is on the schema of a newer Atrium (migration ${later}). Start that version, or restore the backup from before into another place.`,
      )
    return stillToApply(migrations, applied).map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** Applies what is missing (of `only` these), one process at a time, and returns the names. */
export async function migrate(url, folder = home, only = undefined) {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined) // The statement under way fails with the connection, and says why.
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [prismaLock])
    const { rows } = await client.query(
      'select pg_encoding_to_char(encoding) as encoding, datcollate, datctype, datlocprovider from pg_database where datname = current_database()',
    )
    const { encoding, datctype, datlocprovider } = rows[0]
    if (encoding !== 'UTF8' || (datlocprovider === 'c' && datctype === 'C'))
      throw new StartError(
        `The database must be UTF8 with a locale other than C (it is ${encoding}, ${datctype}): search in Chinese would find nothing. Create it with: create database atrium encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0`,
      )
    const wanted = read(folder).filter(({ name }) => !only || only.has(name))
    const pending = stillToApply(wanted, await appliedIn(client))
    for (const { name, sql, checksum } of pending) {
      // The migration and its entry share one transaction, so that a killed process leaves nothing half done.
      await client.query('begin')
      try {
        await client.query(sql)
        await client.query(
          'insert into "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) values ($1, $2, $3, now(), 1)',
          [randomUUID(), checksum, name],
        )
        await client.query('commit')
      } catch (error) {
        await client.query('rollback').catch(() => undefined) // A lost connection has rolled back.
        throw new StartError(`Migration ${name} failed and changed nothing: ${error.message}`, { cause: error })
      }
    }
    return pending.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
