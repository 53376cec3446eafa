import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'

/** Deletes a user's own file. @throws `file_not_found`, also of somebody else's. */
export async function deleteFile(id: string, userId: number): Promise<void> {
  if ((await run(pool(), 'delete from files where id = $1 and user_id = $2', [id, userId])) === 0)
    throw fail('file_not_found', { param: 'id' })
}
