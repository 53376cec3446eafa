import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { unreadNotices } from './list-notices'
import type { NoticesRead } from './schema'

/** Marks a user's notices as read: those of these ids, or all. Returns how many are still unread. */
export async function readNotices({ userId, ids }: { userId: number; ids?: string[] | undefined }): Promise<NoticesRead> {
  const sql = 'update notices set read_at = now() where user_id = $1 and read_at is null and ($2::text[] is null or id = any($2))'
  await run(pool(), sql, [userId, ids ?? null])
  return { unread: await unreadNotices(userId) }
}
