import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { mayDecide } from '../wallet/may-decide'
import { type RequestRow, requestColumns, requestRow } from './request-row'
import { tellUser } from './tell-user'

export interface Payout {
  actor: Actor & { id: number }
  id: string
  /** The payment's name at the bank, or its transaction. */
  payment: string | null
}

/** Notes that the money of an approved withdrawal was sent. No money moves in the books, since it left them with the approval. */
export async function recordPayout({ actor, id, payment }: Payout): Promise<RequestRow> {
  return transaction(async (tx) => {
    const [row] = await rowsOf(
      tx,
      requestRow,
      `update money_requests r set state = 'paid', paid_at = now(), payment = $2
       where r.id = $1 and r.kind = 'withdrawal' and r.state = 'approved' returning ${requestColumns}`,
      [id, payment],
    )
    if (!row) throw fail('already_decided', { message: 'Only an approved withdrawal is paid, and once.' })
    await mayDecide(tx, actor.id, row.user_id)
    await audit(tx, { actor, action: 'withdrawal.pay', subject: `withdrawal:${id}`, after: { amount: row.amount, payment } })
    await tellUser(tx, row, 'paid')
    return row
  })
}
