import 'server-only'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { linkOf } from './link'
import type { Own } from './own-ticket'
import type { TicketThread } from './schema'
import { readMessages, replyView } from './thread'
import { type TicketRow, ticketColumns, ticketRow, ticketView } from './ticket-row'

/** Without `userId` anybody's, for the staff. */
export async function findTicket(id: string, userId?: number): Promise<TicketRow> {
  const sql = `select ${ticketColumns} from tickets t where id = $1 and ($2::int is null or user_id = $2)`
  const [row] = await rowsOf(pool(), ticketRow, sql, [id, userId ?? null])
  if (!row) throw fail('not_found')
  return row
}

/** Reads a ticket of this user with what was said. Somebody else's is not found. */
export async function readTicket({ id, userId }: Own): Promise<TicketThread> {
  const row = await findTicket(id, userId)
  const [messages, link] = await Promise.all([readMessages(pool(), id, { notes: false }), linkOf(userId, row.link_id)])
  const [first, ...replies] = messages.map(replyView)
  if (!first) throw fail('internal', { cause: 'a ticket has no first message' })
  const { content, attachments, author } = first
  return { ticket: { ...ticketView(row), content, attachments, author, link }, replies }
}
