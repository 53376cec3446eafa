import 'server-only'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { transfer } from '../wallet/transfer'

export interface PointsForCall {
  walletId: number
  /** The call must be held already: then it will have a record whatever happens, and `settlePoints` can go by that. */
  call: { id: string; time: Date }
  points: bigint
}

/** Takes the points that a message costs before its model is asked. Throws `insufficient_points` when there are not as many. */
export async function takePoints({ walletId, call, points }: PointsForCall): Promise<void> {
  if (points === 0n) return
  await transaction(async (tx) => {
    const taken = await transfer(tx, {
      walletId,
      account: 'points',
      amount: -points,
      counterpart: 'pointsSpent',
      kind: 'message',
      idempotencyKey: `message:${call.id}`,
      reference: call.id,
    })
    if (!taken) throw fail('insufficient_points', { more: { reason: 'insufficient_points' } })
    await run(tx, 'insert into taken_points (call_id, call_time, wallet_id, points) values ($1, $2::text::timestamptz, $3, $4)', [
      call.id,
      call.time.toISOString(),
      walletId,
      points,
    ])
  })
}
