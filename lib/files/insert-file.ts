import 'server-only'
import { randomBytes } from 'node:crypto'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { type FileRow, fileColumns, fileRow } from './file-row'

const longestName = 255

interface FileHead {
  userId: number
  name: string
  purpose: string
  type: string
  bytes: number
}

/** The row of a file, whose pieces follow. */
export async function insertFile(tx: Tx, { userId, name, purpose, type, bytes }: FileHead): Promise<FileRow> {
  const values = [`file-${randomBytes(16).toString('hex')}`, userId, fileName(name), purpose, type, bytes]
  const [row] = await rowsOf(
    tx,
    fileRow,
    `insert into files (id, user_id, name, purpose, type, bytes) values ($1, $2, $3, $4, $5, $6) returning ${fileColumns}`,
    values,
  )
  if (!row) throw fail('internal', { cause: 'a file was not inserted' })
  return row
}

export async function insertChunk(tx: Tx, fileId: string, place: number, content: Buffer): Promise<void> {
  await run(tx, 'insert into file_chunks (file_id, place, content) values ($1, $2, $3)', [fileId, place, content])
}

/** More of a name is not looked at. */
const longestGiven = 4096

/** Without the folders that some clients send along, and without what would break a header or a line. */
export function fileName(given: string): string {
  const base = given.slice(-longestGiven).split(/[/\\]/).at(-1) ?? ''
  const clean = [...base.toWellFormed()]
    .filter((letter) => letter >= ' ' && letter !== '\u007f')
    .join('')
    .trim()
  return clean.slice(-longestName) || 'file'
}
