import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { fail } from '@/lib/errors'
import { transfer } from '../wallet/transfer'
import type { RequestRow } from './request-row'

/** Returns the amount of a withdrawal that is not paid out to the cash from which it came. */
export async function giveBack(tx: Tx, { id, wallet_id: walletId, amount }: RequestRow, actorId: number): Promise<void> {
  const idempotencyKey = `withdrawal:${id}:returned`
  const shared = { walletId, account: 'cash', counterpart: 'payable', kind: 'withdrawal_returned' } as const
  const back = await transfer(tx, { ...shared, amount, idempotencyKey, actorId, reference: id })
  if (!back) throw fail('internal', { cause: `there is no wallet ${walletId}` })
}
