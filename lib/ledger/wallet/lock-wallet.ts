import 'server-only'
import { type On, query } from './transaction-query'

export interface WalletRow {
  id: number
  user_id: number
  cash: bigint
  granted: bigint
  points: bigint
  held: bigint
}

/** Nobody else moves this wallet's money until the transaction ends. Wallets before spend limits, several wallets by rising id. */
export async function lockWallet(on: On, userId: number): Promise<WalletRow | undefined> {
  const [wallet] = await query<WalletRow>(
    on,
    'select id, user_id, cash, granted, points, held from wallets where user_id = $1::int for update',
    [userId],
  )
  return wallet
}
