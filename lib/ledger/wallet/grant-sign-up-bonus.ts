import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { grant } from './grant'

/** Gives a wallet the sign-up bonus, at most once. It does nothing when the setting is 0. */
export async function grantSignUpBonus(tx: Tx, walletId: number, amountNanos: bigint): Promise<void> {
  if (amountNanos <= 0n) return
  await grant(tx, { walletId, amountNanos, kind: 'sign_up_bonus', idempotencyKey: `bonus:${walletId}` })
}
