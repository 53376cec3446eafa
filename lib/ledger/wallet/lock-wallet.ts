import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'

const walletRow = z.object({
  id: z.int(),
  user_id: z.int(),
  cash: z.bigint(),
  granted: z.bigint(),
  points: z.bigint(),
  held: z.bigint(),
})
export type WalletRow = z.infer<typeof walletRow>

/**
 * Keeps everybody else from moving this wallet's money until the transaction ends. Lock wallets before spend limits, and several wallets by
 * rising id.
 */
export async function lockWallet(tx: Tx, userId: number): Promise<WalletRow | undefined> {
  const [wallet] = await rowsOf(
    tx,
    walletRow,
    'select id, user_id, cash, granted, points, held from wallets where user_id = $1::int for update',
    [userId],
  )
  return wallet
}
