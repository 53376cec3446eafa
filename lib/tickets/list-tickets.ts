import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import type { TicketState } from './names'
import type { TicketCounts, TicketList } from './schema'
import { ticketColumns, ticketRow, ticketView } from './ticket-row'

const place = z.tuple([z.iso.datetime(), z.string()])

/** Lists a user's tickets, those that changed last first. */
export async function listTickets({
  userId,
  status,
  cursor,
  limit,
}: { userId: number; status: TicketState | undefined } & Paging): Promise<TicketList> {
  const [time, id] = readCursor(cursor, place) ?? [null, null]
  const rows = await rowsOf(
    pool(),
    ticketRow,
    `select ${ticketColumns} from tickets t
     where user_id = $1 and ($2::text is null or state = $2) and ($3::timestamptz is null or (updated_at, id) < ($3, $4))
     order by updated_at desc, id desc limit $5`,
    [userId, status ?? null, time, id, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.updated_at.toISOString(), row.id])
  return { tickets: page.map(ticketView), nextCursor }
}

const countsRow = z.object({ open: z.int(), answered: z.int(), waiting: z.int(), closed: z.int(), unread: z.int() })
const countOf = (state: TicketState) => `count(*) filter (where state = '${state}')::int as ${state}`

/** How many tickets a user has in each state, and how many with an answer that was not seen. */
export async function countTickets(userId: number): Promise<TicketCounts> {
  const [row] = await rowsOf(
    pool(),
    countsRow,
    `select ${countOf('open')}, ${countOf('answered')}, ${countOf('waiting')}, ${countOf('closed')},
       count(*) filter (where unread)::int as unread from tickets where user_id = $1`,
    [userId],
  )
  return row ?? { open: 0, answered: 0, waiting: 0, closed: 0, unread: 0 }
}
