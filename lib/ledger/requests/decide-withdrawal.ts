import 'server-only'
import { audit } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import { mayDecide } from '../wallet/may-decide'
import { moveBetween } from '../wallet/move-between'
import { changeState } from './change-state'
import type { Decision } from './decide-recharge'
import { giveBack } from './give-back'
import type { RequestRow } from './request-row'
import { tellUser } from './tell-user'

/** Sends the amount of a withdrawal on its way out, or back to its wallet, once. Throws `own_money`, `already_decided`. */
export async function decideWithdrawal({ actor, id, approve, reason }: Decision): Promise<RequestRow> {
  return transaction(async (tx) => {
    const to = approve ? 'approved' : 'rejected'
    const row = await changeState(tx, { kind: 'withdrawal', id, from: ['pending'], to, by: actor.id, reason })
    await mayDecide(tx, actor.id, row.user_id)
    if (approve)
      await moveBetween(tx, {
        from: 'payable',
        to: 'payouts',
        amountNanos: row.amount,
        kind: 'payout',
        idempotencyKey: `withdrawal:${id}:payout`,
        actorId: actor.id,
        reference: id,
      })
    else await giveBack(tx, row, actor.id)
    const after = { state: to, amount: row.amount, user: row.user_id, reason }
    await audit(tx, { actor, action: `withdrawal.${approve ? 'approve' : 'reject'}`, subject: `withdrawal:${id}`, after })
    await tellUser(tx, row, to)
    return row
  })
}
