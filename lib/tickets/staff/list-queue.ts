import 'server-only'
import * as z from 'zod'
import { containing } from '@/lib/db/containing'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { pageOf, readCursor } from '@/lib/paging'
import type { QueueCounts, TicketQueuePage, ticketQueueParams } from '../schema'
import { queuedView, ticketColumns, ticketRow } from '../ticket-row'

const place = z.tuple([z.literal([0, 1]), z.iso.datetime(), z.string()])
/** Those that wait for an answer come before those that wait for their user. */
const rank = "(state <> 'open')::int"

const searchSql = `(t.id = $5 or subject ilike $6 or exists (select from users u where u.id = t.user_id and u.username ilike $6)
  or exists (select from ticket_messages m where m.ticket_id = t.id and m.content ilike $6))`

/** Lists tickets: open ones first, and of them those that have waited longest; closed ones newest first. */
export async function listQueue({
  staffId,
  queue,
  state,
  type,
  search,
  hours,
  cursor,
  limit,
}: z.output<typeof ticketQueueParams> & { staffId: number }): Promise<TicketQueuePage> {
  const [after, time, id] = readCursor(cursor, place) ?? [null, null, null]
  const [beyond, order] = state === 'closed' ? ['<', 'desc'] : ['>', 'asc']
  const rows = await rowsOf(
    pool(),
    ticketRow,
    `select ${ticketColumns} from tickets t
     where (case $1 when 'mine' then assignee_id = $2 when 'unassigned' then assignee_id is null else true end)
       and (case when $3::text is null then state <> 'closed' else state = $3 end)
       and ($4::text is null or type = $4)
       and ($5::text is null or ${searchSql})
       and ($7::int is null or since <= now() - $7 * interval '1 hour')
       and ($8::timestamptz is null or (${rank}, since, t.id) ${beyond} ($10::int, $8, $9))
     order by ${rank} ${order}, since ${order}, t.id ${order} limit $11`,
    [
      queue,
      staffId,
      state ?? null,
      type ?? null,
      search || null,
      search ? containing(search) : null,
      hours ?? null,
      time,
      id,
      after,
      limit + 1,
    ],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [Number(row.state !== 'open'), row.since.toISOString(), row.id])
  return { tickets: page.map(queuedView), nextCursor }
}

const countsRow = z.object({ unassigned: z.int(), mine: z.int(), all: z.int() })

/** How many tickets wait for an answer. */
export async function countQueue(staffId: number): Promise<QueueCounts> {
  const [row] = await rowsOf(
    pool(),
    countsRow,
    `select count(*) filter (where assignee_id is null)::int as unassigned, count(*) filter (where assignee_id = $1)::int as mine,
       count(*)::int as all from tickets where state = 'open'`,
    [staffId],
  )
  return row ?? { unassigned: 0, mine: 0, all: 0 }
}
