import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'

/** The bytes of a row besides its text. */
const rowBytes = 200

const roomRow = z.object({ bytes: z.bigint(), seconds: z.int() })

/**
 * Limits what one user stores in a day, as bytes on disk: questions and answers, also deleted ones, and system prompts. It refuses with 429
 * until midnight once the limit is reached. The last turn before may exceed it.
 */
export async function checkRoomToday(userId: number): Promise<void> {
  const { chatMegabytesPerDay, timeZone } = settings()
  const [row] = await rowsOf(
    pool(),
    roomRow,
    `with today as (select date_trunc('day', now(), $2) as since),
      mine as (select id, system_prompt from conversations, today where user_id = $1 and updated_at >= since)
     select (
        (select coalesce(sum(${rowBytes} + coalesce(pg_column_size(system_prompt), 0)), 0) from mine) +
        (select coalesce(sum(${rowBytes} + pg_column_size(parts)), 0)
           from mine join messages m on m.conversation_id = mine.id, today where m.created_at >= since))::bigint as bytes,
       ceil(extract(epoch from ((since at time zone $2) + interval '1 day') at time zone $2 - now()))::int as seconds
     from today`,
    [userId, timeZone],
  )
  if (row && row.bytes >= BigInt(chatMegabytesPerDay) * 1_000_000n) throw fail('chat_day_full', { retryAfter: row.seconds })
}
