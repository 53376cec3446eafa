import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { moveTicket } from './move-ticket'
import type { TicketView } from './schema'
import { ticketView } from './ticket-row'

/** Names a ticket of this user. */
export interface Own {
  id: string
  userId: number
}

/** @throws `ticket_closed` for one that is closed already */
export const closeTicket = ({ id, userId }: Own): Promise<TicketView> =>
  transaction(async (tx) => ticketView(await moveTicket(tx, { id, userId, from: 'not_closed', to: 'closed', unread: false })))

/** It is the staff's turn again, and what the user thought of its end is forgotten. @throws `ticket_not_closed` */
export const reopenTicket = ({ id, userId }: Own): Promise<TicketView> =>
  transaction(async (tx) => ticketView(await moveTicket(tx, { id, userId, from: 'closed', to: 'open', unread: false })))

/** Notes that the user has seen the last answer. */
export async function markRead({ id, userId }: Own): Promise<void> {
  if ((await run(pool(), 'update tickets set unread = false where id = $1 and user_id = $2', [id, userId])) === 0) throw fail('not_found')
}
