import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

/** Erases the answers of the response cache whose time is over. */
export const eraseCached = (): Promise<number> => run(pool(), 'delete from cached_answers where expires_at <= now()')

/** What one user's calls may leave in the response cache, with bytes as they are stored. */
const mostOfUser = { answers: 2000, bytes: 256 * 1024 * 1024 }

/** Erases the oldest ones where a user's calls left too much. */
export const trimCached = (most = mostOfUser): Promise<number> =>
  run(
    pool(),
    `delete from cached_answers where name in (
       select name from (
         select name, row_number() over newest as place, sum(octet_length(answer)) over newest as bytes
         from cached_answers window newest as (partition by user_id order by created_at desc, name)
       ) kept where place > $1 or bytes > $2)`,
    [most.answers, most.bytes],
  )
