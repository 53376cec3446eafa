import 'server-only'
import { run } from '@/lib/db/rows'
import { isLockTimeout } from '@/lib/db/transient'
import { vitalPool } from '@/lib/db/vital-pool'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { removeOverGroups } from '../turn/open-holds'
import { isRecorded, recordedAmong } from '../turn/recorded'
import { takeTurn } from '../turn/take-turn'
import { expireGrants } from '../wallet/expire-grants'
import { endOf, mostOrphans, type Orphan, orphansAfter } from './orphans'
import { overdueCalls } from './overdue-calls'

const budgetMs = 8_000
/** The place at which a sweep ran out of time, so that failures at the beginning do not keep the rest waiting. */
const state = once('ledger.sweep', () => ({ after: undefined as Orphan | undefined }))

interface Turn {
  until: number
  ended: number
  left: number
  error?: unknown
  /** For each wallet, how many calls failed alone, or all together because it is locked. */
  failed: Map<number, number>
}
/** A wallet with so many failures is left alone for the rest of the sweep. */
const mostFailed = 3

/**
 * Chooses what may still succeed after the whole failed: the other wallets when one is locked or broken, and half of the calls of one
 * wallet. The order is random, so that slow ones do not always come first.
 */
function partsOf(orphans: Orphan[], error: unknown): Orphan[][] {
  const wallets = Map.groupBy(orphans, ({ wallet_id }) => wallet_id)
  if (wallets.size > 1) return [...wallets.values()].toSorted(() => Math.random() - 0.5)
  const half = orphans.length >> 1
  return half > 0 && !isLockTimeout(error) ? [orphans.slice(0, half), orphans.slice(half)] : []
}

/** Tries one statement once. `settle` would wait for as long as the database is away or a wallet locked. */
async function settleOnce(all: Orphan[], turn: Turn): Promise<void> {
  const failedOf = ({ wallet_id }: Orphan) => turn.failed.get(wallet_id) ?? 0
  const orphans = performance.now() < turn.until ? all.filter((orphan) => failedOf(orphan) < mostFailed) : []
  turn.left += all.length - orphans.length
  const [first] = orphans
  if (!first) return
  try {
    await takeTurn(orphans.map(endOf), null)
    turn.ended += orphans.length
  } catch (error) {
    if (isRecorded(error)) return settleOnce(await unrecorded(orphans), turn) // Another process ended some of them.
    turn.error = error
    const parts = partsOf(orphans, error)
    for (const part of parts) await settleOnce(part, turn)
    if (parts.length > 0) return
    turn.left += orphans.length
    turn.failed.set(first.wallet_id, failedOf(first) + 1)
  }
}

async function unrecorded(orphans: Orphan[]): Promise<Orphan[]> {
  const known = await recordedAmong(orphans)
  return orphans.filter(({ id }) => !known.has(id))
}

async function endOrphans(now: number): Promise<number> {
  const turn: Turn = { until: performance.now() + budgetMs, ended: 0, left: 0, failed: new Map() }
  const overdue = await overdueCalls(now)
  for (;;) {
    const orphans = await orphansAfter(state.after, overdue)
    await settleOnce(orphans, turn)
    state.after = orphans.length < mostOrphans ? undefined : orphans.at(-1)
    if (!state.after || performance.now() > turn.until) break
  }
  if (turn.ended > 0) log('warn', 'calls of a process that is gone were settled', { calls: turn.ended })
  if (turn.left > 0) log('error', 'calls of a process that is gone could not be settled yet', { calls: turn.left, error: turn.error })
  return turn.ended
}

// A group stays for an hour after its calls have ended, for a process that comes back late and asks what became of it.
const oldGroupsSql = `
delete from hold_groups g where g.placed_at < now() - interval '1 hour' and not exists (select from open_holds o where o.group_id = g.id)`
const oldJournalsSql = `
delete from stream_journals j where not exists (select from hold_groups g where g.process_id = j.process_id) and not exists (
  select from processes p where p.id = j.process_id and p.ended_at is null and p.heartbeat_at > now() - interval '1 hour')`

/**
 * Ends the holds whose process is gone or whose time has passed, and the grants that have expired. It runs at boot (after `startProcess`)
 * and every 10 s. It ends soon whatever happens: a failure is logged, and the next sweep tries again. Returns how many holds it ended.
 * `now` is monotonic, in milliseconds.
 */
export async function sweep(now = performance.now()): Promise<number> {
  try {
    return await endOrphans(now)
  } finally {
    await removeOverGroups()
    await expireGrants()
    for (const sql of [oldGroupsSql, oldJournalsSql]) await run(vitalPool(), sql)
  }
}
