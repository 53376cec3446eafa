import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import { mayDecide } from '../wallet/may-decide'
import { changeState } from './change-state'
import { credit } from './credit'
import type { RequestRow } from './request-row'
import { tellUser } from './tell-user'

export interface Decision {
  actor: Actor & { id: number }
  id: string
  approve: boolean
  /** What the user is told. A rejection has one. */
  reason: string | null
}

/** Credits a recharge or refuses it, once. Throws `own_money`, `already_decided`. */
export async function decideRecharge({ actor, id, approve, reason }: Decision): Promise<RequestRow> {
  return transaction(async (tx) => {
    const to = approve ? 'approved' : 'rejected'
    const row = await changeState(tx, { kind: 'recharge', id, from: ['pending'], to, by: actor.id, reason })
    await mayDecide(tx, actor.id, row.user_id)
    if (approve) await credit(tx, row, actor.id)
    const after = { state: to, amount: row.amount, user: row.user_id, reason }
    await audit(tx, { actor, action: `recharge.${approve ? 'approve' : 'reject'}`, subject: `recharge:${id}`, after })
    await tellUser(tx, row, to)
    return row
  })
}
