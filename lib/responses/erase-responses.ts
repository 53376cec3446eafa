import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { settings } from '@/lib/settings/settings'

/** Of one user. What is older than this much goes first. */
const mostBytes = 256 * 1024 * 1024

const expiredSql = 'delete from stored_responses where created_at <= now() - make_interval(days => $1)'

const beyondSql = `
  delete from stored_responses where id in (
    select id from (
      select id, sum(bytes) over (partition by user_id order by created_at desc, id desc) as total from stored_responses
    ) as summed where total > $1
  )`

/** Erases the answers whose days are over, and the oldest of users who have stored too much. */
export async function eraseResponses(most = mostBytes): Promise<void> {
  await run(pool(), expiredSql, [settings().storedResponseDays])
  await run(pool(), beyondSql, [most])
}
