import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import { transfer } from '../wallet/transfer'
import type { RequestRow } from './request-row'

/** Pays an approved recharge into the wallet's cash. */
export async function credit(tx: Tx, { id, wallet_id: walletId, amount }: RequestRow, actorId: number | null): Promise<void> {
  const shared = { walletId, account: 'cash', counterpart: 'paymentsIn', kind: 'recharge' } as const
  const paid = await transfer(tx, { ...shared, amount, idempotencyKey: `recharge:${id}`, actorId, reference: id })
  if (!paid) throw fail('internal', { cause: `there is no wallet ${walletId}` })
}
