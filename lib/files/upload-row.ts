import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'

export const uploadRow = z.object({
  id: z.string(),
  name: z.string(),
  purpose: z.string(),
  told_type: z.string(),
  bytes: z.int(),
  status: z.enum(['pending', 'completed', 'cancelled', 'expired']),
  file_id: z.string().nullable(),
  created_at: z.date(),
  expires_at: z.date(),
})
export type UploadRow = z.infer<typeof uploadRow>

/** Which one has expired is decided by the database's clock. */
export const uploadColumns = `id, name, purpose, told_type, bytes, file_id, created_at, expires_at,
  case when status = 'pending' and expires_at <= now() then 'expired' else status end as status`

/**
 * Finds a user's own upload and keeps it from changing: `share` lets other parts come meanwhile, `update` does not.
 * @throws `upload_not_found`, also of somebody else's
 */
export async function lockUpload(tx: Tx, id: string, userId: number, lock: 'share' | 'update'): Promise<UploadRow> {
  const sql = `select ${uploadColumns} from uploads where id = $1 and user_id = $2 for ${lock}`
  const [row] = await rowsOf(tx, uploadRow, sql, [id, userId])
  if (!row) throw fail('upload_not_found', { param: 'upload_id' })
  return row
}

export const notPending = ({ status }: UploadRow) =>
  fail('invalid_request', {
    param: 'upload_id',
    message: status === 'expired' ? 'This upload has expired. Begin another one.' : `This upload was ${status}.`,
  })
