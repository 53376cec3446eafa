import 'server-only'
import * as z from 'zod'
import { containing } from '@/lib/db/containing'
import { pool } from '@/lib/db/pool'
import { db } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { readCursor, writeCursor } from '@/lib/paging'
import { conversationView } from './views'

const idRow = z.object({ id: z.string() })
const place = z.tuple([z.literal([0, 1]), z.iso.datetime(), z.string()])

/** Lists pinned conversations first, then the latest. `search` looks into titles and messages. */
export async function listConversations({
  userId,
  search,
  cursor,
  limit,
}: {
  userId: number
  search?: string
  cursor?: string
  limit: number
}) {
  const [pinned, updated, id] = readCursor(cursor, place) ?? []
  const rows = await rowsOf(
    pool(),
    idRow,
    `select id from conversations c
     where user_id = $1 and deleted_at is null
       and ($2::text is null or title ilike $2 or exists (
         select from messages m, jsonb_array_elements(m.parts) part where m.conversation_id = c.id and part->>'text' ilike $2))
       and ($3::text is null or (pinned, updated_at, id) < ($4::boolean, $5::timestamptz, $3))
     order by pinned desc, updated_at desc, id desc limit $6`,
    [userId, search ? containing(search) : null, id ?? null, pinned === 1, updated ?? null, limit + 1],
  )
  const shown = rows.slice(0, limit).map((row) => row.id)
  const found = await db().conversation.findMany({ where: { id: { in: shown } } })
  const ordered = shown.flatMap((one) => found.find((row) => row.id === one) ?? [])
  const last = ordered.at(-1)
  return {
    conversations: ordered.map(conversationView),
    nextCursor: rows.length > limit && last ? writeCursor([Number(last.pinned), last.updatedAt.toISOString(), last.id]) : null,
  }
}
