import 'server-only'
import * as z from 'zod'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { addMessage } from './add-message'
import { checkLink } from './link'
import type { newTicketBody, TicketView } from './schema'
import { ticketColumns, ticketRow, ticketView } from './ticket-row'

const mostOpen = 50
const count = z.object({ count: z.int() })

type NewTicket = z.output<typeof newTicketBody> & { userId: number }

/** Opens a ticket with its first message. @throws `too_many_tickets` */
export async function createTicket({ userId, subject, type, content, link, attachments }: NewTicket): Promise<TicketView> {
  await checkLink(userId, link)
  const id = newId('ticket')
  return transaction(async (tx) => {
    // Of several at once, each sees those before it.
    await run(tx, 'select from users where id = $1 for no key update', [userId])
    const [open] = await rowsOf(tx, count, "select count(*)::int as count from tickets where user_id = $1 and state <> 'closed'", [userId])
    if ((open?.count ?? 0) >= mostOpen) throw fail('too_many_tickets')
    const [row] = await rowsOf(
      tx,
      ticketRow,
      `insert into tickets as t (id, user_id, subject, type, link_id, message_count) values ($1, $2, $3, $4, $5, 1) returning ${ticketColumns}`,
      [id, userId, subject, type, link],
    )
    if (!row) throw fail('internal', { cause: 'a ticket was not inserted' })
    await addMessage(tx, { ticketId: id, authorId: userId, kind: 'user', content, attachments })
    return ticketView(row)
  })
}
