import 'server-only'
import * as z from 'zod'
import { containing } from '@/lib/db/containing'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { type Paging, pageOf, readCursor } from '@/lib/paging'

/** A title or a message that contains what was searched for. */
export interface Hit {
  conversationId: string
  title: string
  /** Null: the title itself. */
  messageId: string | null
  role: string | null
  time: Date
  /** The words around the first place where it stands. */
  around: { text: string; cutBefore: boolean; cutAfter: boolean }
}

const before = 40
const after = 80

// Only the words around the place leave each text, because a message may be long. `lower` finds the place that `ilike` has seen; where the
// two differ over a letter, the words are those at the beginning.
const sql = `
with found as materialized (
  select c.id as conversation_id, c.title, null::text as message_id, null::text as role, c.updated_at as time, c.id as place, c.title as text
  from conversations c where c.user_id = $1 and c.deleted_at is null and c.title ilike $2
  union all
  select c.id, c.title, m.id, m.role, m.created_at, m.id, said.text
  from conversations c join messages m on m.conversation_id = c.id cross join lateral (
    select part->>'text' as text from jsonb_array_elements(m.parts) part where part->>'type' = 'text' and part->>'text' ilike $2 limit 1) said
  where c.user_id = $1 and c.deleted_at is null),
hits as (
  select *, greatest(position(lower($3::text) in lower(text)) - ${before}, 1) as start from found
  where $4::timestamptz is null or (time, place) < ($4::timestamptz, $5::text)
  order by time desc, place desc limit $6)
select (select count(*)::int from found) as total, h.conversation_id, h.title, h.message_id, h.role, h.time, h.place,
  substr(h.text, h.start, ${before + after} + length($3)) as around, h.start > 1 as cut_before,
  h.start + ${before + after} + length($3) <= length(h.text) as cut_after
from (select) one left join hits h on true order by h.time desc, h.place desc`

const row = z.object({
  total: z.int(),
  conversation_id: z.string().nullable(),
  title: z.string().nullable(),
  message_id: z.string().nullable(),
  role: z.string().nullable(),
  time: z.date().nullable(),
  place: z.string().nullable(),
  around: z.string().nullable(),
  cut_before: z.boolean().nullable(),
  cut_after: z.boolean().nullable(),
})
const place = z.tuple([z.iso.datetime(), z.string()])

/** Finds a text in the titles and the messages of a user's conversations, newest first, and how many there are in all. */
export async function searchMessages({ userId, search, cursor, limit }: Paging & { userId: number; search: string }) {
  const [time, id] = readCursor(cursor, place) ?? []
  const rows = await rowsOf(pool(), row, sql, [userId, containing(search), search, time ?? null, id ?? null, limit + 1])
  const hits = rows.flatMap(({ conversation_id, time, place, ...hit }) =>
    conversation_id === null || time === null || place === null ? [] : [{ ...hit, conversation_id, time, place }],
  )
  const { page, nextCursor } = pageOf(hits, limit, (hit) => [hit.time.toISOString(), hit.place])
  return { hits: page.map(hitOf), total: rows[0]?.total ?? 0, nextCursor }
}

const hitOf = (hit: z.infer<typeof row> & { conversation_id: string; time: Date }): Hit => ({
  conversationId: hit.conversation_id,
  title: hit.title ?? '',
  messageId: hit.message_id,
  role: hit.role,
  time: hit.time,
  around: { text: hit.around ?? '', cutBefore: hit.cut_before === true, cutAfter: hit.cut_after === true },
})
