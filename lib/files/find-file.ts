import 'server-only'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { attachmentPurpose, type FileRow, fileColumns, fileRow } from './file-row'

/** A user's own file. @throws `file_not_found`, also of somebody else's. */
export async function findFile(id: string, userId: number): Promise<FileRow> {
  return found(await rowsOf(pool(), fileRow, `select ${fileColumns} from files where id = $1 and user_id = $2`, [id, userId]))
}

/** Anybody's file, for its preview. What was sent with a ticket has none. */
export async function findAnyFile(id: string): Promise<FileRow> {
  return found(await rowsOf(pool(), fileRow, `select ${fileColumns} from files where id = $1 and purpose <> $2`, [id, attachmentPurpose]))
}

function found([row]: FileRow[]): FileRow {
  if (!row) throw fail('file_not_found', { param: 'id' })
  return row
}
