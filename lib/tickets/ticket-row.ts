import 'server-only'
import * as z from 'zod'
import { ticketStates, ticketTypes } from './names'
import type { QueuedTicket, TicketView } from './schema'

export const ticketRow = z.object({
  id: z.string(),
  user_id: z.int(),
  username: z.string(),
  subject: z.string(),
  type: z.enum(ticketTypes),
  state: z.enum(ticketStates),
  link_id: z.string().nullable(),
  assignee_id: z.int().nullable(),
  assignee: z.string().nullable(),
  unread: z.boolean(),
  rating: z.int().nullable(),
  rating_comment: z.string().nullable(),
  since: z.date(),
  created_at: z.date(),
  updated_at: z.date(),
})
export type TicketRow = z.infer<typeof ticketRow>

/** Of `tickets t`. */
export const ticketColumns = `t.id, t.user_id, t.subject, t.type, t.state, t.link_id, t.assignee_id, t.unread, t.rating, t.rating_comment,
  t.since, t.created_at, t.updated_at, (select username from users where id = t.user_id) as username,
  (select username from users where id = t.assignee_id) as assignee`

export const ticketView = ({ id, subject, type, state, unread, rating, created_at, updated_at }: TicketRow): TicketView => ({
  id,
  subject,
  type,
  status: state,
  unread,
  rating,
  created_at: created_at.toISOString(),
  updated_at: updated_at.toISOString(),
})

export const queuedView = (row: TicketRow): QueuedTicket => ({
  id: row.id,
  subject: row.subject,
  type: row.type,
  status: row.state,
  user: { id: row.user_id, username: row.username },
  assignee: row.assignee_id === null ? null : { id: row.assignee_id, username: row.assignee ?? `#${row.assignee_id}` },
  rating: row.rating,
  ratingComment: row.rating_comment,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
  since: row.since.toISOString(),
})
