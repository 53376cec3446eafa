import 'server-only'
import type { Actor } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import type { WithdrawMethod } from '@/lib/settings/names'
import { settings } from '@/lib/settings/settings'
import { transfer } from '../wallet/transfer'
import { addRequest, checkLeast } from './add-request'
import type { RequestRow } from './request-row'

export interface Withdrawal {
  actor: Actor
  userId: number
  amountNanos: bigint
  method: WithdrawMethod
  account: string
  note: string | null
  key: string | null
}

/**
 * Asks for cash to be paid out. The amount leaves the wallet at once; `insufficient_funds` when the cash that no running call holds is less.
 */
export async function requestWithdrawal({ method, ...withdrawal }: Withdrawal): Promise<RequestRow> {
  const { withdrawMethods, minWithdrawal } = settings()
  if (!withdrawMethods.includes(method)) throw fail('invalid_request', { fields: { method: `one_of:${withdrawMethods.join(', ')}` } })
  checkLeast(withdrawal.amountNanos, minWithdrawal)
  return transaction(async (tx) => {
    const { row, isNew } = await addRequest(tx, { ...withdrawal, kind: 'withdrawal', method, state: 'pending' })
    if (!isNew) return row
    const moved = await transfer(tx, {
      walletId: row.wallet_id,
      account: 'cash',
      amount: -row.amount,
      counterpart: 'payable',
      kind: 'withdrawal',
      idempotencyKey: `withdrawal:${row.id}`,
      actorId: withdrawal.userId,
      reference: row.id,
    })
    if (!moved) throw fail('insufficient_funds', { fields: { amount: 'more_than_there_is' } })
    return row
  })
}
