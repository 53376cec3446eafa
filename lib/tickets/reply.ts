import 'server-only'
import { transaction } from '@/lib/db/transaction'
import { addMessage } from './add-message'
import { moveTicket } from './move-ticket'
import type { Own } from './own-ticket'
import type { OneReply } from './schema'
import { messageById, replyView } from './thread'
import { ticketView } from './ticket-row'

/** Writes the user's next message, after which it is the staff's turn. @throws `ticket_closed`, `ticket_full` */
export function reply({ id, userId, ...said }: Own & { content: string; attachments: string[] }): Promise<OneReply> {
  return transaction(async (tx) => {
    const row = await moveTicket(tx, { id, userId, from: 'not_closed', to: 'open', messages: 1, unread: false })
    const message = await addMessage(tx, { ticketId: id, authorId: userId, kind: 'user', ...said })
    return { reply: replyView(await messageById(tx, message)), ticket: ticketView(row) }
  })
}
