import 'server-only'
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import { chunkBytes, type FileRow, fileColumns, fileRow } from './file-row'
import { typeOfFile } from './type-of-file'

const mebibyte = 1024 * 1024
const longestName = 255

export interface NewFile {
  userId: number
  name: string
  purpose: string
  /** The media type that the caller tells. */
  told: string
  bytes: Buffer
}

const used = z.object({ bytes: z.string() })

/** Keeps a file. @throws `file_quota_reached` when the user's store is full. */
export async function saveFile({ userId, name, purpose, told, bytes }: NewFile): Promise<FileRow> {
  const type = await typeOfFile(bytes, told)
  const quota = settings().fileQuotaMegabytes * mebibyte
  return transaction(async (tx) => {
    // Of several at once, each sees those before it; whatever only refers to the user goes on meanwhile.
    await run(tx, 'select from users where id = $1 for no key update', [userId])
    const [sum] = await rowsOf(tx, used, 'select coalesce(sum(bytes), 0)::text as bytes from files where user_id = $1', [userId])
    if (Number(sum?.bytes) + bytes.length > quota) throw fail('file_quota_reached', { param: 'file' })
    const id = `file-${randomBytes(16).toString('hex')}`
    const values = [id, userId, fileName(name), purpose, type, bytes.length]
    const [row] = await rowsOf(
      tx,
      fileRow,
      `insert into files (id, user_id, name, purpose, type, bytes) values ($1, $2, $3, $4, $5, $6) returning ${fileColumns}`,
      values,
    )
    for (let place = 0; place * chunkBytes < bytes.length; place++) {
      const content = bytes.subarray(place * chunkBytes, (place + 1) * chunkBytes)
      await run(tx, 'insert into file_chunks (file_id, place, content) values ($1, $2, $3)', [id, place, content])
    }
    if (!row) throw fail('internal', { cause: 'a file was not inserted' })
    return row
  })
}

/** Without the folders that some clients send along, and without what would break a header or a line. */
function fileName(given: string): string {
  const base = given.split(/[/\\]/).at(-1) ?? ''
  const clean = [...base.toWellFormed()]
    .filter((letter) => letter >= ' ' && letter !== '\u007f')
    .join('')
    .trim()
  return clean.slice(-longestName) || 'file'
}
