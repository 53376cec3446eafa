import 'server-only'
import * as z from 'zod'
import { rowsOf, run } from '@/lib/db/rows'
import { backOff, isLockTimeout, isRolledBack, isTransient } from '@/lib/db/transient'
import { processId } from '@/lib/processes/process-id'
import { hotPool } from './hot-pool'
import { type AskedHold, groupDecided, holdsOpened } from './open-holds'
import { recordedAmong } from './recorded'
import type { HoldRequest } from './records'
import { askTogether, type NotAdmitted, takeTurn } from './take-turn'
import type { AskedGroup } from './turn-parameters'

/**
 * `insufficient_balance` and `limit_reached` mean that the call would not fit even alone. The others may fit when running calls have ended.
 */
export type RefusalReason = 'insufficient_balance' | 'balance_on_hold' | 'limit_reached' | 'limit_on_hold'
/** `limitId` names the limit that refused. */
export type Admission = { ok: true } | { ok: false; reason: RefusalReason; availableNanos: bigint; limitId?: string }

const admitted: Admission = { ok: true }
const refused = (reason: RefusalReason, available: bigint, limitId?: string): Admission => ({
  ok: false,
  reason,
  availableNanos: available > 0n ? available : 0n,
  ...(limitId !== undefined && { limitId }),
})

/** Undefined when it would fit into what the group left, and is tried again. */
function verdict({ holdNanos, limitIds }: HoldRequest, { wallet, limits }: NotAdmitted): Admission | undefined {
  if (holdNanos > wallet.whole) return refused('insufficient_balance', wallet.left)
  const reached = limits.findIndex(({ whole }) => holdNanos > whole)
  if (reached >= 0) return refused('limit_reached', limits[reached]?.left ?? 0n, limitIds[reached])
  if (holdNanos > wallet.left) return refused('balance_on_hold', wallet.left)
  const busy = limits.findIndex(({ left }) => holdNanos > left)
  if (busy >= 0) return refused('limit_on_hold', limits[busy]?.left ?? 0n, limitIds[busy])
  return undefined
}

export type Outcome = { verdict: Admission | undefined } | { error: unknown }
type Outcomes = (Outcome | Promise<Outcome>)[]

/** Those that are not named were admitted. */
export function outcomesOf(asked: AskedHold[], notAdmitted: NotAdmitted[]): Outcome[] {
  const outcomes = asked.map((): Outcome => ({ verdict: admitted }))
  for (const one of notAdmitted) {
    const hold = asked[one.place - 1]
    if (hold) outcomes[one.place - 1] = { verdict: verdict(hold.request, one) }
  }
  return outcomes
}

const attempts = 4
/** A wallet or limit that is not there divides by zero. */
const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '22012'

export async function admitSafely(asked: AskedHold[], attempt = 1): Promise<Outcomes> {
  const asking = askTogether(asked)
  try {
    return outcomesOf(asked, await takeTurn([], asking))
  } catch (error) {
    return askAgain(error, asking, attempt)
  }
}

const admitAlone = async (hold: AskedHold, attempt: number): Promise<Outcome> =>
  (await admitSafely([hold], attempt))[0] ?? { verdict: undefined }

/**
 * Goes on after a turn that failed: finds out what became of it, and tries again what was not admitted. `attempt` counts the turns that the
 * admissions had for themselves. After a turn that they shared with settlements it is 0, because those may be what failed.
 */
export async function askAgain(error: unknown, asking: AskedGroup, attempt = 1): Promise<Outcomes> {
  const { asked } = asking
  try {
    const found = isRolledBack(error) ? undefined : await outcomeOf(asking)
    if (found) return found
  } catch (cause) {
    return asked.map(() => ({ error: cause })) // If it was written all the same, the sweep ends its calls.
  } finally {
    groupDecided(asking.id)
  }
  const stuck = isLockTimeout(error)
  const mayPass = attempt === 0 || !isRolledBack(error) || isTransient(error)
  if (mayPass && attempt < attempts && !(stuck && asked.length > 1)) {
    await backOff(attempt)
    return admitSafely(asked, attempt + 1)
  }
  if (asked.length === 1 && isMissing(error)) return [{ verdict: refused('insufficient_balance', 0n) }]
  if (asked.length === 1 || (mayPass && !stuck)) return asked.map(() => ({ error }))
  // A call that PostgreSQL cannot store, or whose wallet is locked, must not refuse its neighbours.
  return asked.map((hold) => admitAlone(hold, stuck ? attempts - 1 : attempts))
}

const foundRow = z.object({ written: z.boolean(), refused: z.array(z.int()).nullable() })

/**
 * Writes an empty group under the same id. That waits for a statement which is still under way, and where it succeeds the group can never
 * be written by it. Otherwise the group is there, and says who was admitted. It may be newer than what this statement sees, so the next
 * one reads it.
 */
const emptySql = `insert into hold_groups (id, process_id, calls) values ($1, $2, '{}') on conflict (id) do nothing`
const foundSql = `select calls <> '{}' as written, refused from hold_groups where id = $1`

/** The places that were refused; undefined when the group was never written and never will be. */
async function refusedOf(id: string): Promise<Set<number> | undefined> {
  await run(hotPool(), emptySql, [id, processId()])
  const [found] = await rowsOf(hotPool(), foundRow, foundSql, [id])
  return found?.written ? new Set(found.refused) : undefined
}

/**
 * Undefined when the group was never written and never will be. Rejects when the database does not say. Calls that others have ended,
 * because this process was away for so long, are not served any more.
 */
async function outcomeOf({ id, asked }: AskedGroup): Promise<Outcome[] | undefined> {
  for (let attempt = 1; ; attempt++) {
    try {
      const no = await refusedOf(id)
      const ended = await recordedAmong(asked.map(({ request }) => request))
      if (!no && ended.size === 0) return undefined
      const isAdmitted = (_: AskedHold, at: number) => no !== undefined && !no.has(at + 1)
      const isEnded = ({ request }: AskedHold) => ended.has(request.id)
      holdsOpened(
        id,
        asked.filter((hold, at) => isAdmitted(hold, at) && !isEnded(hold)),
      )
      const error = new Error('the call was ended while this process was away')
      return asked.map((hold, at) => (isEnded(hold) ? { error } : { verdict: isAdmitted(hold, at) ? admitted : undefined }))
    } catch (error) {
      if (attempt >= attempts || !isTransient(error)) throw error
      await backOff(attempt)
    }
  }
}
