import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import type { RequestKind } from '../names'
import { changeState } from './change-state'
import { giveBack } from './give-back'
import type { RequestRow } from './request-row'

/** Takes back one's own request that nobody has decided. The amount of a withdrawal returns. */
export async function cancelRequest({
  actor,
  kind,
  id,
}: {
  actor: Actor & { id: number }
  kind: RequestKind
  id: string
}): Promise<RequestRow> {
  return transaction(async (tx) => {
    const row = await changeState(tx, { kind, id, ownerId: actor.id, from: ['pending', 'unpaid'], to: 'cancelled', by: actor.id })
    if (kind === 'withdrawal') await giveBack(tx, row, actor.id)
    await audit(tx, { actor, action: `${kind}.cancel`, subject: `${kind}:${id}`, after: { amount: row.amount } })
    return row
  })
}
