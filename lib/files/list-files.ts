import 'server-only'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { type FileRow, fileColumns, fileRow } from './file-row'

export interface FileList {
  userId: number
  purpose: string | null
  /** The id of the last file of the page before. */
  after: string | null
  newestFirst: boolean
  limit: number
}

/** A page of a user's files, and whether there are more. */
export async function listFiles({ userId, purpose, after, newestFirst, limit }: FileList): Promise<{ files: FileRow[]; more: boolean }> {
  const [sign, order] = newestFirst ? ['<', 'desc'] : ['>', 'asc']
  const rows = await rowsOf(
    pool(),
    fileRow,
    `select ${fileColumns} from files where user_id = $1 and ($2::text is null or purpose = $2)
       and ($3::text is null or (created_at, id) ${sign} (select created_at, id from files where id = $3 and user_id = $1))
     order by created_at ${order}, id ${order} limit $4`,
    [userId, purpose, after, limit + 1],
  )
  return { files: rows.slice(0, limit), more: rows.length > limit }
}
