import 'server-only'
import * as z from 'zod'
import { containing } from '@/lib/db/containing'
import { db } from '@/lib/db/prisma'
import { readCursor, writeCursor } from '@/lib/paging'
import { conversationView } from './views'

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
  const like = search ? containing(search) : null
  const rows = await db().$queryRaw<{ id: string }[]>`
    select id from conversations c
    where user_id = ${userId} and deleted_at is null
      and (${like}::text is null or title ilike ${like} or exists (
        select from messages m, jsonb_array_elements(m.parts) part where m.conversation_id = c.id and part->>'text' ilike ${like}))
      and (${id ?? null}::text is null or (pinned, updated_at, id) < (${pinned === 1}::boolean, ${updated ?? null}::timestamptz, ${id ?? null}))
    order by pinned desc, updated_at desc, id desc limit ${limit + 1}`
  const shown = rows.slice(0, limit).map((row) => row.id)
  const found = await db().conversation.findMany({ where: { id: { in: shown } } })
  const ordered = shown.flatMap((one) => found.find((row) => row.id === one) ?? [])
  const last = ordered.at(-1)
  return {
    conversations: ordered.map(conversationView),
    nextCursor: rows.length > limit && last ? writeCursor([Number(last.pinned), last.updatedAt.toISOString(), last.id]) : null,
  }
}
