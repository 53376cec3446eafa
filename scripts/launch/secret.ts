import { hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { StartError } from '../database/start-error.ts'

export interface Secret {
  /** 32 bytes in base64. */
  key: string
  /** Where it came from, for messages. */
  from: string
}

export const secretFile = (folder: string): string => join(folder, 'secret.key')

/** SECRET_KEY of the environment, else the key in the data folder, which is made at the first start. */
export function secretKey(given: string | undefined, folder: string): Secret {
  if (given) return { key: given, from: 'SECRET_KEY' }
  const file = secretFile(folder)
  if (!existsSync(file)) {
    const fresh = `${file}.${process.pid}`
    writeFileSync(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true })
    try {
      linkSync(fresh, file) // The file appears complete or not at all, and never replaces another one.
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(fresh, { force: true })
    }
  }
  const key = readFileSync(file, 'utf8').trim()
  if (Buffer.from(key, 'base64').length !== 32)
    throw new StartError(`${file} does not hold 32 bytes in base64. Bring back the file that this data folder was started with.`)
  return { key, from: file }
}

/** Derives a key for one purpose from the secret. */
export const derived = (key: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), '', `atrium ${purpose}`, 32))

/**
 * Refuses to start with another secret than the one that the sealed columns need. The first start leaves a fingerprint of the secret in the
 * database, and later ones compare it before anything is read.
 */
export async function checkFingerprint(databaseUrl: string, { key, from }: Secret): Promise<void> {
  const fingerprint = derived(key, 'fingerprint').toString('hex').slice(0, 32)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query("insert into facts (name, value) values ('secret_key_fingerprint', $1) on conflict (name) do nothing", [fingerprint])
    const { rows } = await client.query<{ value: string }>("select value from facts where name = 'secret_key_fingerprint'")
    if (rows[0]?.value === fingerprint) return
  } finally {
    await client.end()
  }
  throw new StartError(
    `This database was made with another SECRET_KEY than the one in ${from}. ` +
      (from === 'SECRET_KEY'
        ? 'Set SECRET_KEY to the value that was used before (or unset it, if the database was made with the file secret.key in DATA_DIR).'
        : `Put the former secret.key back in that place, or set SECRET_KEY to the value that was used before.`),
  )
}
