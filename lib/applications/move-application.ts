import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { type AppError, fail } from '@/lib/errors'
import { type ApplicationRow, applicationColumns, applicationRow } from './application-row'
import { writeTimeline } from './events'
import { type ApplicationState, applicationStates } from './names'

interface Move {
  id: string
  /** The owner, where the owner moves it. */
  userId?: number
  from: ApplicationState[]
  to: ApplicationState
  by: Actor
  /** What is said with it. */
  text?: string | undefined
  /** The time of the submission that the operator looked at. */
  seen?: string | undefined
}

const decisions: ApplicationState[] = ['approved', 'rejected', 'changes_asked', 'revoked']

/**
 * Brings an application into another state, if it is in one of `from` now. One statement decides, so that of several moves at once one
 * happens; the others throw `already_decided`, or `wrong_state` for the owner, with the state that it has. Another user's does not exist.
 */
export async function moveApplication(tx: Tx, { id, userId, from, to, by, text, seen }: Move): Promise<ApplicationRow> {
  const [row] = await rowsOf(
    tx,
    applicationRow,
    `update applications a set state = $2, updated_at = now(),
       submitted_at = case when $2 = 'submitted' then now() else submitted_at end,
       decided_by = case when $5 then $6 else decided_by end, decided_at = case when $5 then now() else decided_at end
     where id = $1 and state = any($3) and ($4::int is null or user_id = $4) and ($7::timestamptz is null or submitted_at = $7)
     returning ${applicationColumns}`,
    [id, to, from, userId ?? null, decisions.includes(to), by.id, seen ?? null],
  )
  if (!row) throw await whyNotMoved(tx, { id, userId, from })
  await writeTimeline(tx, { applicationId: id, actorId: by.id, kind: to, text })
  await audit(tx, { actor: by, action: `application.${to}`, subject: `application:${id}`, after: { state: to, ...(text && { text }) } })
  return row
}

const whyRow = z.object({ state: z.enum(applicationStates), by: z.string().nullable() })

interface Refused {
  id: string
  userId?: number | undefined
  from?: ApplicationState[]
}

/** Why it could not be changed: there is none, it is in another state by now, or it was submitted again. */
export async function whyNotMoved(tx: Tx, { id, userId, from }: Refused): Promise<AppError> {
  const [row] = await rowsOf(
    tx,
    whyRow,
    `select a.state, u.username as by from applications a left join users u on u.id = a.decided_by
     where a.id = $1 and ($2::int is null or a.user_id = $2) and ($2::int is not null or a.submitted_at is not null)`,
    [id, userId ?? null],
  )
  if (!row) return fail('not_found')
  if (userId !== undefined) return fail('wrong_state', { more: { state: row.state } })
  if (from?.includes(row.state)) return fail('conflict')
  return fail('already_decided', { more: { state: row.state, by: row.state === 'withdrawn' ? null : row.by } })
}
