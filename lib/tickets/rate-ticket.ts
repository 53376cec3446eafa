import 'server-only'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import type { Own } from './own-ticket'
import { findTicket } from './read-ticket'
import type { TicketView } from './schema'
import { ticketColumns, ticketRow, ticketView } from './ticket-row'

const rateSql = `update tickets t set rating = $3, rating_comment = nullif($4, '')
  where id = $1 and user_id = $2 and state = 'closed' returning ${ticketColumns}`

/** What the user thinks of how a closed ticket ended; it may be changed. @throws `ticket_not_closed` */
export async function rateTicket({ id, userId, rating, comment }: Own & { rating: number; comment: string }): Promise<TicketView> {
  const [row] = await rowsOf(pool(), ticketRow, rateSql, [id, userId, rating, comment])
  if (row) return ticketView(row)
  await findTicket(id, userId)
  throw fail('ticket_not_closed')
}
