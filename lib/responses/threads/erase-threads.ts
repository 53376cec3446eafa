import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { settings } from '@/lib/settings/settings'

/** Of one user. What was used longer ago than this much goes first. */
const mostBytes = 256 * 1024 * 1024

const expiredSql = 'delete from response_threads where used_at <= now() - make_interval(days => $1)'

const beyondSql = `
  delete from response_threads where id in (
    select id from (
      select id, sum(bytes) over (partition by user_id order by used_at desc, id desc) as total from response_threads
    ) as summed where total > $1
  )`

/** Erases threads that nobody goes on with, and the oldest of users who have stored too much. */
export async function eraseThreads(most = mostBytes): Promise<void> {
  await run(pool(), expiredSql, [settings().storedResponseDays])
  await run(pool(), beyondSql, [most])
}
