import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { countUnread } from './count-unread'
import { type Addressee, addresseeValues, unreadSql, visibleSql } from './visible'

/** Notes that the reader has read these, or all that there are for them. Returns how many are left. */
export async function readAnnouncements(reader: Addressee, ids: string[] | undefined): Promise<number> {
  await run(
    pool(),
    `insert into announcement_reads (announcement_id, user_id) select a.id, $1::int from announcements a
     where ${visibleSql} and ${unreadSql} and ($4::text[] is null or a.id = any($4)) on conflict do nothing`,
    [...addresseeValues(reader), ids ?? null],
  )
  return countUnread(reader)
}
