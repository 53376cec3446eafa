import 'server-only'
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { checkQuota } from './check-quota'
import { fileName } from './insert-file'
import { oneByOne } from './one-by-one'
import { type UploadRow, uploadColumns, uploadRow } from './upload-row'

/** Of one user at once. */
const mostPending = 100

export interface NewUpload {
  userId: number
  name: string
  purpose: string
  /** The media type that the caller tells. */
  told: string
  /** Of the whole file. */
  bytes: number
}

const pending = z.object({ count: z.int() })

/** Begins a file that comes in parts, within an hour. @throws `file_quota_reached` when it would not fit into the user's store. */
export function createUpload({ userId, name, purpose, told, bytes }: NewUpload): Promise<UploadRow> {
  return oneByOne(userId, () =>
    transaction(async (tx) => {
      await checkQuota(tx, userId, bytes, 'bytes')
      const open = "select count(*)::int as count from uploads where user_id = $1 and status = 'pending' and expires_at > now()"
      const [sum] = await rowsOf(tx, pending, open, [userId])
      if ((sum?.count ?? 0) >= mostPending)
        throw fail('invalid_request', { message: `You have ${mostPending} uploads that are not complete: cancel some of them.` })
      const values = [`upload_${randomBytes(16).toString('hex')}`, userId, fileName(name), purpose, told, bytes]
      const [row] = await rowsOf(
        tx,
        uploadRow,
        `insert into uploads (id, user_id, name, purpose, told_type, bytes, expires_at)
       values ($1, $2, $3, $4, $5, $6, now() + interval '1 hour') returning ${uploadColumns}`,
        values,
      )
      if (!row) throw fail('internal', { cause: 'an upload was not inserted' })
      return row
    }),
  )
}
