import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { formatNanos } from '@/lib/money'
import { lookupHash, seal } from '@/lib/seal'
import type { RequestKind, RequestState } from '../names'
import { lockWallet } from '../wallet/lock-wallet'
import { masked } from './payee'
import { type RequestRow, requestColumns, requestRow } from './request-row'

/** More open requests of a kind would only fill the operators' queue. */
const mostOpen = 20

export interface NewRequest {
  kind: RequestKind
  userId: number
  amountNanos: bigint
  method: string
  note: string | null
  account: string | null
  state: RequestState
  /** The caller's Idempotency-Key. Without one every call is a request of its own. */
  key: string | null
  actor: Actor
}

/** Throws when the amount is below the least one, by the name of the member. */
export function checkLeast(amountNanos: bigint, leastNanos: bigint): void {
  if (amountNanos < leastNanos) throw fail('invalid_request', { fields: { amount: `not_below:${formatNanos(leastNanos, 2)}` } })
}

const added = requestRow.extend({ open: z.int() })

const insertSql = `
  with made as (
    insert into money_requests (id, kind, user_id, wallet_id, amount, method, note, payee, payee_preview, state, key, digest)
    values ($1, $2, $3::int, $4::int, $5::bigint, $6, $7, $8::bytea, $9, $10, $11, $12::bytea)
    on conflict (user_id, kind, key) do nothing returning *)
  select ${requestColumns}, (select count(*)::int from money_requests where user_id = $3::int and kind = $2 and state in ('pending', 'unpaid')) as open
  from made r`

/**
 * Writes a request down, under the wallet's lock. A repetition under the same key gives the request that is there (`isNew` is false); another
 * request under it throws `idempotency_conflict`. Throws `too_many_open` for a user who has many.
 */
export async function addRequest(tx: Tx, request: NewRequest): Promise<{ row: RequestRow; isNew: boolean }> {
  const { kind, userId, amountNanos, method, note, account, state, key, actor } = request
  const wallet = await lockWallet(tx, userId)
  if (!wallet) throw fail('not_found')
  const id = newId(kind)
  const digest = lookupHash('idempotency-key', JSON.stringify([String(amountNanos), method, note, account]))
  const [made] = await rowsOf(tx, added, insertSql, [
    id,
    kind,
    userId,
    wallet.id,
    amountNanos,
    method,
    note,
    account === null ? null : seal('payee', id, account),
    account === null ? null : masked(account),
    state,
    key,
    digest,
  ])
  if (!made) return { row: await asked(tx, { kind, userId, key, digest }), isNew: false }
  const { open, ...row } = made
  if (open >= mostOpen) throw fail('too_many_open')
  const after = { amount: amountNanos, method, account: row.payee_preview }
  await audit(tx, { actor, action: `${kind}.request`, subject: `${kind}:${id}`, after })
  return { row, isNew: true }
}

const keyed = requestRow.extend({ same: z.boolean() })

async function asked(tx: Tx, { kind, userId, key, digest }: { kind: RequestKind; userId: number; key: string | null; digest: Uint8Array }) {
  const [found] = await rowsOf(
    tx,
    keyed,
    `select ${requestColumns}, r.digest = $4::bytea as same from money_requests r where r.user_id = $1::int and r.kind = $2 and r.key = $3`,
    [userId, kind, key, digest],
  )
  if (!found?.same) throw fail('idempotency_conflict')
  const { same: _, ...row } = found
  return row
}
