import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { WalletAccount } from '../names'
import type { SystemAccount } from './accounts'
import { grant } from './grant'
import { lockWallet } from './lock-wallet'
import { mayDecide } from './may-decide'
import { reconcileLots } from './reconcile-lots'
import { type Transfer, transfer } from './transfer'

export interface Adjustment {
  actor: Actor & { id: number }
  userId: number
  account: WalletAccount
  /** In nanos, or in whole points. An amount above zero is given, one below zero is taken. */
  amount: bigint
  reason: string
}

/**
 * Gives or takes money by hand, for an operator. What is not there or is held by running calls cannot be taken (`insufficient_funds`).
 * Only an owner who is the only one may adjust their own money (`own_money`). The change is audited.
 */
export async function adjust({ actor, userId, account, amount, reason }: Adjustment): Promise<Transfer> {
  return transaction(async (tx) => {
    await mayDecide(tx, actor.id, userId)
    const wallet = await lockWallet(tx, userId)
    if (!wallet) throw fail('not_found')
    const done = await move(tx, wallet.id, { actor, account, amount, reason })
    if (!done) throw fail('insufficient_funds', { fields: { amount: 'more_than_there_is' } })
    const after = { account, amount, balance: done.balanceAfter, reason, transfer: done.id }
    const before = { balance: done.balanceAfter - amount }
    await audit(tx, { actor, action: 'wallet.adjust', subject: `user:${userId}`, before, after })
    return done
  })
}

async function move(tx: Tx, walletId: number, { actor, account, amount, reason }: Omit<Adjustment, 'userId'>): Promise<Transfer | null> {
  const idempotencyKey = newId('transfer')
  const shared = { walletId, kind: 'adjustment', idempotencyKey, actorId: actor.id, note: reason }
  const counterpart: SystemAccount = account === 'points' ? 'pointsCorrections' : 'corrections'
  if (account === 'grant' && amount > 0n) return grant(tx, { ...shared, amountNanos: amount, counterpart })
  const done = await transfer(tx, { ...shared, account, amount, counterpart })
  if (done && account === 'grant') await reconcileLots(tx, walletId)
  return done
}
