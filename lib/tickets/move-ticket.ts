import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { type AppError, fail } from '@/lib/errors'
import type { TicketState } from './names'
import { type TicketRow, ticketColumns, ticketRow } from './ticket-row'

/** More would not be read by anybody, and a ticket is shown as a whole. */
export const mostMessages = 500

export interface TicketMove {
  id: string
  /** The owner, whose ticket it has to be; undefined for the staff. */
  userId: number | undefined
  from: 'closed' | 'not_closed'
  to: TicketState
  /** How many messages come with it. */
  messages?: number
  /** The one of the staff who answers takes what nobody has. */
  takenBy?: number
  /** Whether the user has something new to see. */
  unread?: boolean
}

// The row is locked by this statement, so of several at once each finds what the one before left.
const moveSql = `
  update tickets t set
    state = $4,
    since = case when state = $4 then since else clock_timestamp() end,
    updated_at = clock_timestamp(),
    message_count = message_count + $5,
    assignee_id = coalesce(assignee_id, $6::int),
    unread = coalesce($7::boolean, unread),
    rating = case when $3 then null else rating end,
    rating_comment = case when $3 then null else rating_comment end
  where id = $1 and ($2::int is null or user_id = $2) and (state = 'closed') = $3 and message_count + $5 <= ${mostMessages}
  returning ${ticketColumns}`

/** Changes the state of a ticket, once. @throws `not_found`, `ticket_closed`, `ticket_not_closed`, `ticket_full` */
export async function moveTicket(tx: Tx, move: TicketMove): Promise<TicketRow> {
  const { id, userId = null, from, to, messages = 0, takenBy = null, unread = null } = move
  const [row] = await rowsOf(tx, ticketRow, moveSql, [id, userId, from === 'closed', to, messages, takenBy, unread])
  if (!row) throw await refusal(tx, move)
  return row
}

const found = z.object({ state: z.string() })

async function refusal(tx: Tx, { id, userId, from }: TicketMove): Promise<AppError> {
  const [row] = await rowsOf(tx, found, 'select state from tickets where id = $1 and ($2::int is null or user_id = $2)', [
    id,
    userId ?? null,
  ])
  if (!row) return fail('not_found')
  if ((row.state === 'closed') === (from === 'closed')) return fail('ticket_full')
  return fail(from === 'closed' ? 'ticket_not_closed' : 'ticket_closed')
}
