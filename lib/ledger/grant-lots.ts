import 'server-only'
import { transaction } from '@/lib/db/transaction'
import { lockWallet } from './lock-wallet'
import { query } from './query'
import { reconcileLots } from './reconcile-lots'

export interface GrantLot {
  amount: bigint
  remaining: bigint
  expires_at: Date | null
  created_at: Date
}

/** What is left of each grant, the earliest to expire first. */
export async function grantLots(userId: number): Promise<GrantLot[]> {
  return transaction(async (client) => {
    const wallet = await lockWallet(client, userId)
    if (!wallet) return []
    await reconcileLots(client, wallet.id)
    return query<GrantLot>(
      client,
      'select amount, remaining, expires_at, created_at from grant_lots where wallet_id = $1 and remaining > 0 order by expires_at nulls last, id',
      [wallet.id],
    )
  })
}
