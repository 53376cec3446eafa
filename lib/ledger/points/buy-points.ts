import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { nanosPerUnit } from '@/lib/money'
import { settings } from '@/lib/settings/settings'
import { lockWallet, type WalletRow } from '../wallet/lock-wallet'
import { reconcileLots } from '../wallet/reconcile-lots'
import { type Transfer, transfer } from '../wallet/transfer'

export interface Purchase {
  actor: Actor & { id: number }
  amountNanos: bigint
  /** The caller's Idempotency-Key. Without one every call is a purchase of its own. */
  key?: string | null
}

/** The points for an amount. Throws where it would come to a part of a point. */
function pointsFor(amountNanos: bigint): bigint {
  const parts = amountNanos * BigInt(settings().pointsPerUnit)
  if (parts <= 0n || parts % nanosPerUnit !== 0n) throw fail('invalid_request', { fields: { amount: 'whole_points' } })
  return parts / nanosPerUnit
}

/**
 * Buys points for the actor's own wallet, and returns how many it has afterwards. The amount is taken as a call's charge is: from grants
 * first, then from cash, and never from what running calls hold (`insufficient_funds`). A repetition under the same key buys nothing;
 * another purchase under it throws `idempotency_conflict`. The purchase is audited.
 */
export async function buyPoints({ actor, amountNanos, key = null }: Purchase): Promise<bigint> {
  const points = pointsFor(amountNanos)
  const name = key === null ? newId('transfer') : `points:${actor.id}:${key}`
  return transaction(async (tx) => {
    const wallet = await lockWallet(tx, actor.id)
    if (!wallet) throw fail('not_found')
    if (key !== null && (await boughtBefore(tx, name, points))) return wallet.points
    if (wallet.cash + wallet.granted - wallet.held < amountNanos) throw tooMuch()
    const { id, balanceAfter } = await exchange(tx, wallet, { actor, amountNanos, points, name })
    const after = { amount: amountNanos, points, balance: balanceAfter, transfer: id }
    await audit(tx, { actor, action: 'wallet.buy_points', subject: `user:${actor.id}`, before: { balance: wallet.points }, after })
    return balanceAfter
  })
}

const tooMuch = () => fail('insufficient_funds', { fields: { amount: 'more_than_there_is' } })

const boughtRow = z.object({ amount: z.bigint() })

/** Whether this purchase is made. The wallet is locked, so one of two with a name sees the other's. */
async function boughtBefore(tx: Tx, name: string, points: bigint): Promise<boolean> {
  const [bought] = await rowsOf(tx, boughtRow, 'select amount from transfers where idempotency_key = $1', [`${name}:points`])
  if (bought && bought.amount !== points) throw fail('idempotency_conflict')
  return bought !== undefined
}

interface Exchange extends Purchase {
  points: bigint
  name: string
}

async function exchange(tx: Tx, wallet: WalletRow, { actor, amountNanos, points, name }: Exchange): Promise<Transfer> {
  const shared = { walletId: wallet.id, kind: 'points_bought', actorId: actor.id }
  const pay = async (account: 'grant' | 'cash', amount: bigint) => {
    if (amount === 0n) return
    const paid = { ...shared, account, amount: -amount, counterpart: 'pointsSold', idempotencyKey: `${name}:${account}` } as const
    if (!(await transfer(tx, paid))) throw tooMuch()
  }
  const fromGrant = wallet.granted < amountNanos ? wallet.granted : amountNanos
  await pay('grant', fromGrant)
  if (fromGrant > 0n) await reconcileLots(tx, wallet.id)
  await pay('cash', amountNanos - fromGrant)
  const bought = {
    ...shared,
    account: 'points',
    amount: points,
    counterpart: 'pointsIssued',
    idempotencyKey: `${name}:points`,
  } as const
  const done = await transfer(tx, bought)
  if (!done) throw fail('internal', { cause: `there is no wallet ${wallet.id}` })
  return done
}
