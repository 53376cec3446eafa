import type { Environment } from '../../lib/env.ts'
import { pendingMigrations } from '../database/migrate.mjs'
import { runningPostgres } from '../database/postgres.ts'
import { StartError } from '../database/start-error.ts'
import { dataFolder } from './data-folder.ts'
import { bringUpToDate, type Database, hasData, openDatabase } from './database.ts'
import { isLock, type Lock, takeLock } from './lock.ts'
import { root } from './packages.mjs'
import { checkFingerprint, type Secret, secretKey } from './secret.ts'
import { checkedEnvironment } from './settings.ts'

const patienceMs = 120_000
const wait = () => new Promise((done) => setTimeout(done, 250))

export interface Installation {
  databaseUrl: string
  /** False when a server may be running on it. */
  alone: boolean
  folder: string
  secret: Secret
}

interface Needs {
  /** The name that others who wait for the data folder are told. */
  what: string
  /** Whether the schema must be of this version and the secret must fit the data; default true. */
  current?: boolean
}

/**
 * Opens the installation that the environment names while `work` runs: beside a running server, or with the embedded database started for
 * it. The rooms find it through `env()`.
 */
export async function withDatabase<T>({ what, current = true }: Needs, work: (installation: Installation) => Promise<T>): Promise<T> {
  process.chdir(root)
  const environment = checkedEnvironment()
  const folder = dataFolder(environment.DATA_DIR)
  const { database, lock } = await reach(environment, folder, what)
  try {
    const secret = secretKey(environment.SECRET_KEY, folder)
    if (current) await mustBeCurrent(database, lock, folder, secret)
    Object.assign(process.env, { DATABASE_URL: database.url, DATA_DIR: folder, SECRET_KEY: secret.key })
    process.env.LOG_LEVEL ||= 'warn'
    return await work({ databaseUrl: database.url, alone: lock !== undefined, folder, secret })
  } finally {
    await database.stop()
    await lock?.release()
  }
}

async function reach(environment: Environment, folder: string, what: string): Promise<{ database: Database; lock?: Lock }> {
  if (environment.DATABASE_URL) return { database: await openDatabase(environment.DATABASE_URL, folder, true) }
  for (const until = Date.now() + patienceMs; Date.now() < until; await wait()) {
    const lock = await takeLock(folder, what)
    if (isLock(lock)) return { database: await openDatabase(undefined, folder, true), lock }
    const url = lock.what === 'server' ? await runningPostgres(folder) : undefined
    if (url) return { database: { url, embedded: true, stop: async () => undefined } }
  }
  throw new StartError(`The database in ${folder} is in use by another process and did not become free.`)
}

async function mustBeCurrent(database: Database, lock: Lock | undefined, folder: string, secret: Secret): Promise<void> {
  const pending = await pendingMigrations(database.url)
  if (pending.length > 0 && !lock && (await hasData(database.url)))
    throw new StartError('The database is not on the schema of this version yet. Start Atrium once, then try again.')
  await bringUpToDate(database, folder, secret)
  await checkFingerprint(database.url, secret)
}
