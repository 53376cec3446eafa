import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { log } from '@/lib/log'
import { transfer } from '../wallet/transfer'

const endedRow = z.object({ wallet_id: z.int(), points: z.bigint(), served: z.boolean() })

// Removing the row is the guard: of several who try, one finds it. An answer that its reader stopped was served as far as they wanted it.
const endSql = `
delete from taken_points t using usage_records r
where t.call_id = $1 and r.time = t.call_time and r.id = t.call_id
returning t.wallet_id, t.points, r.status = 200 or (r.status = 499 and coalesce(r.output_tokens, 0) > 0) as served`

/**
 * Lets the points of a call that has its record stay spent, or gives them back when the model failed. It acts once for each call; before
 * the record is there it does nothing, and the sweep comes back to it.
 */
export async function settlePoints(callId: string): Promise<void> {
  await transaction(async (tx) => {
    const [ended] = await rowsOf(tx, endedRow, endSql, [callId])
    if (!ended || ended.served) return
    await transfer(tx, {
      walletId: ended.wallet_id,
      account: 'points',
      amount: ended.points,
      counterpart: 'pointsSpent',
      kind: 'message_returned',
      idempotencyKey: `message:${callId}:back`,
      reference: callId,
    })
  })
}

const waitingRow = z.object({ call_id: z.string() })
const mostAtOnce = 200
const waitingSql = `
select t.call_id from taken_points t join usage_records r on r.time = t.call_time and r.id = t.call_id order by t.call_time limit ${mostAtOnce}`

/** Settles the points of messages whose process ended before it could, after the sweep of holds has given their calls a record. */
export async function sweepPoints(): Promise<void> {
  for (const { call_id } of await rowsOf(pool(), waitingRow, waitingSql))
    await settlePoints(call_id).catch((error: unknown) =>
      log('error', 'the points of a message were not settled', { call: call_id, error }),
    )
}
