import 'server-only'
import { processId } from '@/lib/processes/process-id'
import { admitSql } from './admit-sql'
import { hotPool } from './hot-pool'
import { int, type RecordStart, text } from './records'
import { backOff, isLockTimeout, isTransient } from './transient'

/** The most that one call can cost, to be reserved before an upstream hears of it. */
export interface HoldRequest {
  /** call_…, which the settlement names again together with `time` */
  id: string
  time: Date
  userId: number
  walletId: number
  keyId: string | null
  /** The key's row of `spend_limits`; its spending is counted with or without a ceiling. */
  limitId: string | null
  holdNanos: bigint
  record: RecordStart
}

/** `…_balance` and `…_reached` would not fit if nothing else ran; the others may fit when running calls have ended. */
export type RefusalReason = 'insufficient_balance' | 'balance_on_hold' | 'key_limit_reached' | 'key_limit_on_hold'
export type Admission = { ok: true } | { ok: false; reason: RefusalReason; availableNanos: bigint }

export interface NotAdmitted {
  place: number
  wallet_whole: string
  wallet_left: string
  limit_whole: string | null
  limit_left: string | null
  limited: boolean
}

const admitted: Admission = { ok: true }
const refused = (reason: RefusalReason, availableNanos: bigint): Admission => ({
  ok: false,
  reason,
  availableNanos: availableNanos > 0n ? availableNanos : 0n,
})

/** Undefined: it would fit what the group left, and is tried again. */
function verdict(hold: bigint, row: NotAdmitted): Admission | undefined {
  const walletLeft = BigInt(row.wallet_left)
  const limitLeft = row.limit_left === null ? undefined : BigInt(row.limit_left)
  if (hold > BigInt(row.wallet_whole)) return refused('insufficient_balance', walletLeft)
  if (row.limit_whole !== null && hold > BigInt(row.limit_whole)) return refused('key_limit_reached', limitLeft ?? 0n)
  if (hold > walletLeft) return refused('balance_on_hold', walletLeft)
  if (limitLeft !== undefined && hold > limitLeft) return refused('key_limit_on_hold', limitLeft)
  return undefined
}

export function admitParameters(items: HoldRequest[]): unknown[] {
  const column = <T>(of: (item: HoldRequest) => T) => items.map(of)
  const holding = items.filter((item) => item.holdNanos > 0n)
  return [
    processId(),
    column((item) => item.id),
    column((item) => item.time.toISOString()),
    column((item) => item.userId),
    column((item) => item.walletId),
    column((item) => item.keyId),
    column((item) => item.limitId),
    column((item) => item.holdNanos),
    column((item) => item.record.endpoint),
    column((item) => item.record.protocol),
    column((item) => text(item.record.model)),
    column((item) => text(item.record.group)),
    column((item) => item.record.stream),
    column((item) => text(item.record.address)),
    column((item) => text(item.record.clientRequestId)),
    column((item) => text(item.record.keyName)),
    column((item) => item.record.priceVersionId),
    column((item) => int(item.record.multiplier)),
    [...new Set(holding.map((item) => item.walletId))],
    [...new Set(holding.flatMap((item) => item.limitId ?? []))],
  ]
}

async function admitGroup(items: HoldRequest[]): Promise<(Admission | undefined)[]> {
  const { rows } = await hotPool().query<NotAdmitted>({ name: 'ledger.admit', text: admitSql, values: admitParameters(items) })
  return verdictsOf(items, rows)
}

/** Whoever is not named was admitted. */
export function verdictsOf(items: HoldRequest[], rows: NotAdmitted[]): (Admission | undefined)[] {
  const verdicts = items.map((): Admission | undefined => admitted)
  for (const row of rows) {
    const item = items[row.place - 1]
    if (item) verdicts[row.place - 1] = verdict(item.holdNanos, row)
  }
  return verdicts
}

/** A statement whose connection broke may have been committed all the same: those that are held already. */
async function heldAlready(items: HoldRequest[]): Promise<Set<string>> {
  const { rows } = await hotPool().query<{ id: string }>(
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
      const verdicts = rest.length > 0 ? await admitGroup(rest) : []
      return items.map((item) => ({ verdict: held.has(item.id) ? admitted : verdicts[rest.indexOf(item)] }))
    }
    return (await admitGroup(items)).map((one) => ({ verdict: one }))
  } catch (error) {
    const stuck = isLockTimeout(error)
    if (isTransient(error) && attempt < attempts && !(stuck && items.length > 1)) {
      await backOff(attempt)
      return admitSafely(items, attempt + 1)
    }
    if (items.length === 1 || (isTransient(error) && !stuck)) return items.map(() => ({ error }))
    // One item that PostgreSQL cannot take, or whose wallet somebody keeps locked, must not refuse its neighbours.
    return items.map((item) => admitAlone(item, stuck ? attempts - 1 : attempts))
  }
}
