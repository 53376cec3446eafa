import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { type RequestKind, type RequestState, requestStates } from '../names'
import { type RequestRow, requestColumns, requestRow } from './request-row'

export interface StateChange {
  kind: RequestKind
  id: string
  /** Only this user's request, where a user changes it. */
  ownerId?: number
  /** Only a request of this method. */
  method?: string
  from: readonly RequestState[]
  to: RequestState
  /** Null: a payment provider did. */
  by: number | null
  reason?: string | null
  payment?: string | null
}

// Two who change a request at the same time: the second waits for the row and then finds it in another state.
const sql = `update money_requests r set state = $4, decided_by = $5::int, decided_at = now(), reason = $6, payment = coalesce($7, r.payment)
  where r.id = $1 and r.kind = $2 and r.state = any($3::text[]) and ($8::int is null or r.user_id = $8::int)
    and ($9::text is null or r.method = $9) returning ${requestColumns}`

/** Changes a request's state once. Undefined when it is not, or no longer, in one of the states `from`. */
export async function tryChangeState(tx: Tx, change: StateChange): Promise<RequestRow | undefined> {
  const { kind, id, ownerId = null, method = null, from, to, by, reason = null, payment = null } = change
  const [row] = await rowsOf(tx, requestRow, sql, [id, kind, [...from], to, by, reason, payment, ownerId, method])
  return row
}

const foundRow = z.object({ state: z.enum(requestStates), by: z.string().nullable() })

/** Changes a request's state once. Throws `already_decided` with who decided and how, or `not_found` where there is no such request. */
export async function changeState(tx: Tx, change: StateChange): Promise<RequestRow> {
  const row = await tryChangeState(tx, change)
  if (row) return row
  const { id, kind, ownerId = null } = change
  const [found] = await rowsOf(
    tx,
    foundRow,
    `select r.state, u.username as by from money_requests r left join users u on u.id = r.decided_by
     where r.id = $1 and r.kind = $2 and ($3::int is null or r.user_id = $3::int)`,
    [id, kind, ownerId],
  )
  if (!found) throw fail('not_found')
  throw fail('already_decided', { more: { state: found.state, ...(ownerId === null && { by: found.by }) } })
}
