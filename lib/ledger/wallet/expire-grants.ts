import 'server-only'
import * as z from 'zod'
import { type Tx, vitalDb } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { vitalPool } from '@/lib/db/vital-pool'
import { log } from '@/lib/log'
import { reconcileLots } from './reconcile-lots'
import { transfer } from './transfer'

const freeRow = z.object({ free: z.bigint() })

const lotRow = z.object({ id: z.bigint(), remaining: z.bigint() })

async function expireOf(walletId: number): Promise<bigint> {
  const expire = async (tx: Tx): Promise<bigint> => {
    const [wallet] = await rowsOf(tx, freeRow, 'select cash + granted - held as free from wallets where id = $1::int for update', [
      walletId,
    ])
    await reconcileLots(tx, walletId)
    const lots = await rowsOf(
      tx,
      lotRow,
      'select id, remaining from grant_lots where wallet_id = $1::int and remaining > 0 and expires_at <= now() order by expires_at, id',
      [walletId],
    )
    let free = wallet?.free ?? 0n
    let taken = 0n
    for (const lot of lots) {
      const amount = lot.remaining < free ? lot.remaining : free
      if (amount <= 0n) break
      // What is left of a lot only becomes less, so each part that is taken back has a key of its own.
      const idempotencyKey = `expiry:${lot.id}:${lot.remaining}`
      const gone = await transfer(tx, {
        walletId,
        account: 'grant',
        amount: -amount,
        counterpart: 'promotions',
        kind: 'grant_expired',
        idempotencyKey,
        reference: `lot:${lot.id}`,
      })
      if (!gone) break
      await run(tx, 'update grant_lots set remaining = remaining - $2::bigint where id = $1::bigint', [lot.id, amount])
      free -= amount
      taken += amount
    }
    return taken
  }
  return transaction(expire, { from: vitalDb() })
}

const expiredSql = `
select wallet_id from (select distinct l.wallet_id from grant_lots l join wallets w on w.id = l.wallet_id
  where l.remaining > 0 and l.expires_at <= now() and w.cash + w.granted > w.held) expired order by random()`

const budgetMs = 8_000

const expiredRow = z.object({ wallet_id: z.int() })

/**
 * Takes back what is left of expired grants, but no more than running calls and debts leave; a later run takes the rest. Returns the nanos
 * that were taken. The order is random and a run lasts some seconds only, so that wallets which somebody keeps locked do not keep the
 * others waiting.
 */
export async function expireGrants(): Promise<bigint> {
  const rows = await rowsOf(vitalPool(), expiredRow, expiredSql)
  const until = performance.now() + budgetMs
  let taken = 0n
  for (const { wallet_id } of rows) {
    if (performance.now() > until) break
    try {
      taken += await expireOf(wallet_id)
    } catch (error) {
      log('error', 'a grant could not be taken back', { wallet: wallet_id, error })
    }
  }
  return taken
}
