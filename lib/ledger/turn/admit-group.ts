import 'server-only'
import * as z from 'zod'
import { rowsOf } from '@/lib/db/rows'
import { backOff, isLockTimeout, isTransient } from '@/lib/db/transient'
import { processId } from '@/lib/processes/process-id'
import { hotPool } from './hot-pool'
import type { HoldRequest } from './records'
import { type NotAdmitted, takeTurn } from './take-turn'

/**
 * `insufficient_balance` and `key_limit_reached` mean that the call would not fit even alone. The others may fit when running calls have
 * ended.
 */
export type RefusalReason = 'insufficient_balance' | 'balance_on_hold' | 'key_limit_reached' | 'key_limit_on_hold'
export type Admission = { ok: true } | { ok: false; reason: RefusalReason; availableNanos: bigint }

const admitted: Admission = { ok: true }
const refused = (reason: RefusalReason, availableNanos: bigint): Admission => ({
  ok: false,
  reason,
  availableNanos: availableNanos > 0n ? availableNanos : 0n,
})

/** Undefined when it would fit into what the group left, and is tried again. */
function verdict(hold: bigint, row: NotAdmitted): Admission | undefined {
  const walletLeft = BigInt(row.wallet_left)
  const limitLeft = row.limit_left === null ? undefined : BigInt(row.limit_left)
  if (hold > BigInt(row.wallet_whole)) return refused('insufficient_balance', walletLeft)
  if (row.limit_whole !== null && hold > BigInt(row.limit_whole)) return refused('key_limit_reached', limitLeft ?? 0n)
  if (hold > walletLeft) return refused('balance_on_hold', walletLeft)
  if (limitLeft !== undefined && hold > limitLeft) return refused('key_limit_on_hold', limitLeft)
  return undefined
}

/** Items that are not named were admitted. */
export function verdictsOf(items: HoldRequest[], rows: NotAdmitted[]): (Admission | undefined)[] {
  const verdicts = items.map((): Admission | undefined => admitted)
  for (const row of rows) {
    const item = items[row.place - 1]
    if (item) verdicts[row.place - 1] = verdict(item.holdNanos, row)
  }
  return verdicts
}

const heldRow = z.object({ id: z.string() })

/** A statement may have been committed although its connection broke. This finds the items that are held already. */
async function heldAlready(items: HoldRequest[]): Promise<Set<string>> {
  const rows = await rowsOf(
    hotPool(),
    heldRow,
    `select r.id from unnest($1::text[], $2::timestamptz[]) q(id, time) join usage_records r on r.time = q.time and r.id = q.id
     where r.process_id = $3`,
    [items.map((item) => item.id), items.map((item) => item.time.toISOString()), processId()],
  )
  return new Set(rows.map((row) => row.id))
}

export type Outcome = { verdict: Admission | undefined } | { error: unknown }
const attempts = 4

const admitAlone = async (item: HoldRequest, attempt: number): Promise<Outcome> =>
  (await admitSafely([item], attempt))[0] ?? { verdict: undefined }

export async function admitSafely(items: HoldRequest[], attempt = 1): Promise<(Outcome | Promise<Outcome>)[]> {
  try {
    if (attempt > 1) {
      const held = await heldAlready(items)
      const rest = items.filter((item) => !held.has(item.id))
      const verdicts = rest.length > 0 ? verdictsOf(rest, await takeTurn([], rest)) : []
      return items.map((item) => ({ verdict: held.has(item.id) ? admitted : verdicts[rest.indexOf(item)] }))
    }
    return verdictsOf(items, await takeTurn([], items)).map((one) => ({ verdict: one }))
  } catch (error) {
    const stuck = isLockTimeout(error)
    if (isTransient(error) && attempt < attempts && !(stuck && items.length > 1)) {
      await backOff(attempt)
      return admitSafely(items, attempt + 1)
    }
    if (items.length === 1 || (isTransient(error) && !stuck)) return items.map(() => ({ error }))
    // An item that PostgreSQL cannot store, or whose wallet is locked, must not refuse its neighbours.
    return items.map((item) => admitAlone(item, stuck ? attempts - 1 : attempts))
  }
}
