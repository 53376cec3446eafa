import 'server-only'
import { grant } from './grant'
import type { On } from './transaction-query'

/** The welcome gift, once per wallet; nothing when the setting is 0. */
export async function grantSignUpBonus(on: On, walletId: number, amountNanos: bigint): Promise<void> {
  if (amountNanos <= 0n) return
  await grant(on, { walletId, amountNanos, kind: 'sign_up_bonus', idempotencyKey: `bonus:${walletId}` })
}
