import 'server-only'
import { grant } from './grant'
import { type On, query } from './query'

/** Opens the user's wallet, with its three accounts, in the transaction that makes the user. Answers the wallet's id. */
export async function openWallet(on: On, userId: number): Promise<number> {
  const [wallet] = await query<{ id: number }>(on, 'insert into wallets (user_id) values ($1::int) returning id', [userId])
  if (!wallet) throw new Error('a wallet was not opened')
  return wallet.id
}

/** The welcome gift, once per wallet; nothing when the setting is 0. */
export async function grantSignUpBonus(on: On, walletId: number, amountNanos: bigint): Promise<void> {
  if (amountNanos <= 0n) return
  await grant(on, { walletId, amountNanos, kind: 'sign_up_bonus', idempotencyKey: `bonus:${walletId}` })
}
