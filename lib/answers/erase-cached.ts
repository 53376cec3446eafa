import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

/** Erases the answers of the response cache whose time is over. */
export const eraseCached = (): Promise<number> => run(pool(), 'delete from cached_answers where expires_at <= now()')

/** Answers that one user's calls may leave in the response cache. */
const mostOfUser = 2000

/** Erases the oldest ones where a user's calls left too many. */
export const trimCached = (most = mostOfUser): Promise<number> =>
  run(
    pool(),
    `delete from cached_answers where name in (
       select name from (select name, row_number() over (partition by user_id order by created_at desc) as place from cached_answers) kept
       where place > $1)`,
    [most],
  )
