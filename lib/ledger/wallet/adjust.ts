import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { type WalletAccount, walletAccounts } from '../names'
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
  /** When what is given as a grant ends. */
  expiresAt?: Date | null
  /** Names the act, so that it happens once however often it is asked for. */
  idempotencyKey?: string | undefined
}

/**
 * Gives or takes money by hand, for an operator. What is not there or is held by running calls cannot be taken (`insufficient_funds`).
 * Only an owner who is the only one may adjust their own money (`own_money`). The change is audited.
 */
export async function adjust({ userId, ...change }: Adjustment): Promise<Transfer> {
  const { actor, account, amount, reason, expiresAt } = change
  return transaction(async (tx) => {
    await mayDecide(tx, actor.id, userId)
    if (change.idempotencyKey !== undefined) await lockKey(tx, keyOf(actor.id, change.idempotencyKey))
    const wallet = await lockWallet(tx, userId)
    if (!wallet) throw fail('not_found')
    const before = await madeBefore(tx, wallet.id, change)
    if (before) return before
    const done = await move(tx, wallet.id, change)
    if (!done) throw fail('insufficient_funds', { fields: { amount: 'more_than_there_is' } })
    const after = { account, amount, balance: done.balanceAfter, reason, transfer: done.id, ...(expiresAt && { expiresAt }) }
    await audit(tx, { actor, action: 'wallet.adjust', subject: `user:${userId}`, before: { balance: done.balanceAfter - amount }, after })
    return done
  })
}

type Change = Omit<Adjustment, 'userId'>

const keyOf = (actorId: number, key: string) => `adjustment:${actorId}:${key}`

/** One key may be sent for two wallets at once. The second then finds what the first has made, as it would a moment later. */
const lockKey = (tx: Tx, key: string) => run(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [key])

async function move(tx: Tx, walletId: number, { actor, account, amount, reason, expiresAt, ...rest }: Change): Promise<Transfer | null> {
  const idempotencyKey = rest.idempotencyKey === undefined ? newId('transfer') : keyOf(actor.id, rest.idempotencyKey)
  const shared = { walletId, kind: 'adjustment', idempotencyKey, actorId: actor.id, note: reason }
  const counterpart: SystemAccount = account === 'points' ? 'pointsCorrections' : 'corrections'
  if (account === 'grant' && amount > 0n) return grant(tx, { ...shared, amountNanos: amount, counterpart, ...(expiresAt && { expiresAt }) })
  const done = await transfer(tx, { ...shared, account, amount, counterpart })
  if (done && account === 'grant') await reconcileLots(tx, walletId)
  return done
}

const madeRow = z.object({
  id: z.bigint(),
  time: z.date(),
  wallet_id: z.int(),
  account: z.enum(walletAccounts),
  amount: z.bigint(),
  balance_after: z.bigint(),
  note: z.string().nullable(),
})

/** The adjustment that this key has made already. The key is locked, so one of two requests with it sees the other's. */
async function madeBefore(tx: Tx, walletId: number, { actor, account, amount, idempotencyKey }: Change): Promise<Transfer | undefined> {
  if (idempotencyKey === undefined) return undefined
  const [made] = await rowsOf(
    tx,
    madeRow,
    `select id, time, wallet_id, case greatest(from_account, to_account) % 4 when 0 then 'cash' when 1 then 'grant' else 'points' end as account,
       case when to_account > 0 then amount else -amount end as amount, balance_after, note from transfers where idempotency_key = $1`,
    [keyOf(actor.id, idempotencyKey)],
  )
  if (!made) return undefined
  const { wallet_id, balance_after: balanceAfter, ...rest } = made
  const same = wallet_id === walletId && made.account === account && made.amount === amount
  if (!same) throw fail('invalid_request', { fields: { idempotencyKey: 'key_of_another' } })
  return { ...rest, balanceAfter, kind: 'adjustment', reference: null }
}
