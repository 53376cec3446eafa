import 'server-only'
import { pool } from '@/lib/db/pool'
import { linkOf } from '../link'
import { findTicket } from '../read-ticket'
import type { StaffThread } from '../schema'
import { readMessages, staffView } from '../thread'
import { queuedView } from '../ticket-row'

/** Reads anybody's ticket with its notes and what it is about. */
export async function readStaffTicket(id: string): Promise<StaffThread> {
  const row = await findTicket(id)
  const [messages, link] = await Promise.all([readMessages(pool(), id, { notes: true }), linkOf(row.user_id, row.link_id)])
  return { ticket: queuedView(row), link, messages: messages.map(staffView) }
}
