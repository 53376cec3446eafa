import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { tell } from '@/lib/notices/tell'
import { addMessage } from '../add-message'
import { mostMessages, moveTicket } from '../move-ticket'
import type { answerStates } from '../names'
import { findTicket } from '../read-ticket'
import type { StaffThread } from '../schema'
import { queuedView, type TicketRow } from '../ticket-row'
import { readStaffTicket } from './read-staff-ticket'

/** Names a ticket, and who of the staff acts on it. */
export interface StaffDeed {
  id: string
  actor: Actor & { id: number }
}
interface Said {
  content: string
  attachments: string[]
}

/** Answers the user. A ticket that nobody has becomes the answerer's. @throws `ticket_closed`, `ticket_full` */
export async function answerTicket({
  id,
  actor,
  status,
  ...said
}: StaffDeed & Said & { status: (typeof answerStates)[number] }): Promise<StaffThread> {
  await transaction(async (tx) => {
    const row = await moveTicket(tx, {
      id,
      userId: undefined,
      from: 'not_closed',
      to: status,
      messages: 1,
      takenBy: actor.id,
      unread: true,
    })
    const message = await addMessage(tx, { ticketId: id, authorId: actor.id, kind: 'support', ...said })
    await tellOf(tx, row, message)
    await audit(tx, { actor, action: 'ticket.answer', subject: `ticket:${id}`, after: { message, status: row.state } })
  })
  return readStaffTicket(id)
}

const events = { open: 'ticket_answered', answered: 'ticket_answered', waiting: 'ticket_waiting', closed: 'ticket_closed' } as const

/** Tells the user what became of the ticket; `what` is this message or this closing. */
const tellOf = (tx: Tx, { id, user_id: userId, subject, state }: TicketRow, what: string) =>
  tell(tx, { userId, event: events[state], values: { subject }, href: `/tickets/${id}`, key: `${id} ${what}` })

// The user must not learn of a note by the time of the ticket either.
const noteSql = `update tickets set message_count = message_count + 1 where id = $1 and message_count < ${mostMessages}`

/** Notes something for the staff. The user never sees it, and the ticket stays as it is. @throws `ticket_full` */
export async function noteOnTicket({ id, actor, ...said }: StaffDeed & Said): Promise<StaffThread> {
  await findTicket(id)
  await transaction(async (tx) => {
    if ((await run(tx, noteSql, [id])) === 0) throw fail('ticket_full')
    const message = await addMessage(tx, { ticketId: id, authorId: actor.id, kind: 'note', ...said })
    await audit(tx, { actor, action: 'ticket.note', subject: `ticket:${id}`, after: { message } })
  })
  return readStaffTicket(id)
}

/** @throws `ticket_closed` */
export const closeForUser = ({ id, actor }: StaffDeed) =>
  transaction(async (tx) => {
    const row = await moveTicket(tx, { id, userId: undefined, from: 'not_closed', to: 'closed', unread: true })
    await tellOf(tx, row, row.updated_at.toISOString())
    await audit(tx, { actor, action: 'ticket.close', subject: `ticket:${id}` })
    return queuedView(row)
  })

/** @throws `ticket_not_closed` */
export const reopenForUser = ({ id, actor }: StaffDeed) =>
  transaction(async (tx) => {
    const row = await moveTicket(tx, { id, userId: undefined, from: 'closed', to: 'open' })
    await audit(tx, { actor, action: 'ticket.reopen', subject: `ticket:${id}` })
    return queuedView(row)
  })
