import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { migrate, pendingMigrations } from '../database/migrate.mjs'
import { startPostgres } from '../database/postgres.ts'
import { StartError } from '../database/start-error.ts'
import { say } from './progress.ts'
import type { Secret } from './secret.ts'

export interface Database {
  url: string
  embedded: boolean
  /** Resolves when an embedded database of this process ends. */
  ended?: Promise<unknown>
  stop(): Promise<unknown>
}

export async function openDatabase(given: string | undefined, folder: string, quiet = false): Promise<Database> {
  const tell = quiet ? () => undefined : say
  if (given) {
    await mustAnswer(given)
    tell('Using the PostgreSQL of DATABASE_URL')
    return { url: given, embedded: false, stop: async () => undefined }
  }
  if (!existsSync(join(folder, 'postgres/PG_VERSION'))) tell('Creating the embedded PostgreSQL …')
  const server = await startPostgres(folder)
  tell(`Embedded PostgreSQL ${server.reused ? 'is running already' : 'started'} on port ${new URL(server.url).port}`)
  return { ...server, embedded: true }
}

async function mustAnswer(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (error) {
    const { message, code, errors } = error as Error & { code?: string; errors?: Error[] }
    const { host } = new URL(url)
    throw new StartError(`The PostgreSQL of DATABASE_URL (${host}) cannot be used: ${message || errors?.[0]?.message || code}.`)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Applies pending migrations; an embedded database that holds data is backed up before. */
export async function bringUpToDate(database: Database, folder: string, secret: Secret): Promise<void> {
  const pending = await pendingMigrations(database.url)
  if (pending.length === 0) return
  if (database.embedded && (await hasData(database.url))) {
    const { writeBackup } = await import('../backup/write.ts')
    const file = join(folder, 'backups', `${new Date().toISOString().replace(/[:.]/g, '-')}-before-${pending[0]}.atrium`)
    mkdirSync(join(folder, 'backups'), { recursive: true, mode: 0o700 })
    say(`Backing up to ${file} before ${pending.length} migration(s) …`)
    await writeBackup(database.url, secret.key, file)
  }
  const applied = await migrate(database.url)
  if (applied.length > 0) say(`Applied ${applied.length} migration(s): ${applied.join(', ')}`)
}

/** Whether the database has our tables already. */
export async function hasData(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ there: boolean }>("select to_regclass('users') is not null as there")
    return rows[0]?.there === true
  } finally {
    await client.end()
  }
}
