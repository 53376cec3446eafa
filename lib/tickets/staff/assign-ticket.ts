import 'server-only'
import * as z from 'zod'
import { audit } from '@/lib/audit/audit'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { findTicket } from '../read-ticket'
import type { QueuedTicket, StaffMember } from '../schema'
import { queuedView, ticketColumns, ticketRow } from '../ticket-row'
import type { StaffDeed } from './answer-ticket'

const staff = "role <> 'user' and enabled"
const person = z.object({ id: z.int(), username: z.string() })

/** Who may answer tickets. */
export const listStaff = (): Promise<StaffMember[]> =>
  rowsOf(pool(), person, `select id, username from users where ${staff} order by username`)

const assignSql = `update tickets t set assignee_id = $2
  where id = $1 and assignee_id is not distinct from $3::int
    and ($2::int is null or exists (select from users where id = $2 and ${staff}))
  returning ${ticketColumns}`

/** Gives a ticket to one of the staff, or to nobody. @throws `conflict` when it is not `was` who has it */
export async function assignTicket({
  id,
  actor,
  assignee,
  was,
}: StaffDeed & { assignee: number | null; was: number | null }): Promise<QueuedTicket> {
  const row = await transaction(async (tx) => {
    const [changed] = await rowsOf(tx, ticketRow, assignSql, [id, assignee, was])
    if (changed)
      await audit(tx, { actor, action: 'ticket.assign', subject: `ticket:${id}`, before: { assignee: was }, after: { assignee } })
    return changed
  })
  if (row) return queuedView(row)
  if ((await findTicket(id)).assignee_id !== was) throw fail('conflict')
  throw fail('invalid_request', { fields: { assignee: 'not_staff' } })
}
