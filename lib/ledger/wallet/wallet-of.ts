import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'

export interface Wallet {
  id: number
  cashNanos: bigint
  grantNanos: bigint
  /** What running calls may still cost. It counts as part of the balance until they end. */
  heldNanos: bigint
  points: bigint
}

const walletRow = z.object({
  id: z.int(),
  cash: z.bigint(),
  granted: z.bigint(),
  held: z.bigint(),
  points: z.bigint(),
})

export async function walletOf(userId: number): Promise<Wallet> {
  const [row] = await rowsOf(pool(), walletRow, 'select id, cash, granted, held, points from wallets where user_id = $1', [userId])
  if (!row) throw fail('not_found')
  return { id: row.id, cashNanos: row.cash, grantNanos: row.granted, heldNanos: row.held, points: row.points }
}

/** The cash that may be paid out, since no running call can need it. */
export const withdrawable = ({ cashNanos, grantNanos, heldNanos }: Wallet): bigint => {
  const needed = heldNanos > grantNanos ? heldNanos - grantNanos : 0n
  return cashNanos > needed ? cashNanos - needed : 0n
}
