import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream, renameSync, rmSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { copyOut } from './copy.ts'
import { type BackupHeader, endOfRows, formatVersion, type Section } from './format.ts'
import { columnList, quoted, sequencesOf, tablesOf } from './tables.ts'

/** Writes the database as of one moment, and the secret that belongs to it, into one file. Answers the rows of each table. */
export async function writeBackup(databaseUrl: string, secret: string, file: string): Promise<Record<string, number>> {
  const unfinished = `${file}.part`
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    const { zip, written } = open(unfinished)
    const dumped = dump(client, secret, (part) => (zip.write(part) ? undefined : once(zip, 'drain')))
    dumped.then(
      () => zip.end(),
      (error) => zip.destroy(error),
    )
    const [rows] = await Promise.all([dumped, written])
    renameSync(unfinished, file)
    return rows
  } catch (error) {
    rmSync(unfinished, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

function open(path: string) {
  // The file is always created anew. An existing one would keep the rights that somebody else gave it.
  rmSync(path, { force: true })
  const zip = createGzip({ level: 6 })
  return { zip, written: pipeline(zip, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true })) }
}

async function dump(
  client: pg.Client,
  secret: string,
  put: (part: Buffer) => Promise<unknown> | undefined,
): Promise<Record<string, number>> {
  const hash = createHash('sha256')
  const add = async (part: Buffer) => {
    hash.update(part)
    await put(part)
  }
  const line = (section: BackupHeader | Section) => Buffer.from(`${JSON.stringify(section)}\n`)
  await client.query("begin isolation level repeatable read read only; set local timezone = 'UTC'; set local client_encoding = 'UTF8'")
  // What follows sees one moment, except for partitions that are dropped. So no month may be closed meanwhile.
  await client.query('lock table usage_records in access share mode')
  const migrations = await client.query<{ name: string; checksum: string }>(
    'select migration_name as name, checksum from "_prisma_migrations" where finished_at is not null and rolled_back_at is null order by 1',
  )
  await add(line({ atrium: 'backup', format: formatVersion, time: new Date().toISOString(), migrations: migrations.rows, secret }))
  const rows: Record<string, number> = {}
  for (const table of await tablesOf(client)) {
    await add(line({ table }))
    rows[table.name] = 0
    for await (const chunk of copyOut(client, `copy (select ${columnList(table.columns)} from ${quoted(table.name)}) to stdout`)) {
      rows[table.name] = (rows[table.name] ?? 0) + lines(chunk as Buffer)
      await add(chunk as Buffer)
    }
    await add(Buffer.from(`${endOfRows}\n`))
  }
  await add(line({ sequences: await sequencesOf(client) }))
  await client.query('commit')
  await put(line({ end: true, rows, sha256: hash.digest('hex') }))
  return rows
}

function lines(chunk: Buffer): number {
  let found = 0
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) found++
  return found
}
