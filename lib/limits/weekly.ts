import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { once } from '@/lib/once'
import { weekAround } from './calendar'

/**
 * The tokens that one caller has used since Monday. They are counted from the records at first use, then in memory, and read again now and
 * then.
 */
interface Week {
  start: number
  end: number
  /** The number that the records showed. */
  recorded: number
  /** Tokens that were settled here since then. */
  settled: number
  readAt: number
  loading: Promise<void> | undefined
}

interface Counted {
  week: Week
  /** Tokens reserved by running calls, whichever week they began in. They stay when the week turns, and each call gives back its own. */
  reserved: number
}

/** Whose tokens are counted: a user over all keys, one key of that user, or that user at one model. */
export interface WeekOwner {
  userId: number
  keyId: string | null
  model?: string
}

// Only the records show the calls of other processes.
const readAgainMs = 30_000
const counts = () => once('limits.weeks', () => new Map<string, Counted>())

export const weekName = ({ userId, keyId, model }: WeekOwner): string => [userId, keyId ?? '', model ?? ''].join('\n')

const sum = z.object({ tokens: z.string() })

async function tokensSince(start: number, { userId, keyId, model }: WeekOwner): Promise<number> {
  const [row] = await rowsOf(
    pool(),
    sum,
    `select coalesce(sum(coalesce(input_tokens, 0)::bigint + coalesce(output_tokens, 0)), 0)::text as tokens
       from usage_records where user_id = $1 and time >= $2 and ($3::text is null or key_id = $3)
         and ($4::text is null or model_used = $4)`,
    [userId, new Date(start), keyId, model ?? null],
  )
  return Number(row?.tokens ?? 0)
}

async function read(week: Week, owner: WeekOwner, now: number, load: typeof tokensSince): Promise<void> {
  // A call that settles while the records are read may count twice until the next reading, but never too little.
  const before = week.settled
  week.recorded = await load(week.start, owner)
  week.settled -= before
  week.readAt = now
}

/** The current week, computed once a week. */
function thisWeek(now: number, timeZone: string): { start: number; end: number } {
  const kept = once('limits.week', () => ({ timeZone: '', start: 0, end: 0 }))
  if (kept.timeZone !== timeZone || now < kept.start || now >= kept.end) Object.assign(kept, weekAround(now, timeZone), { timeZone })
  return kept
}

/** The caller's count of this week. It begins anew when the week has turned or the time zone has changed. */
function countOf(owner: WeekOwner, timeZone: string, now: number): Counted {
  const name = weekName(owner)
  const { start, end } = thisWeek(now, timeZone)
  const known = counts().get(name)
  if (known && known.week.start === start && known.week.end === end) return known
  const week: Week = { start, end, recorded: 0, settled: 0, readAt: Number.NEGATIVE_INFINITY, loading: undefined }
  if (known) return Object.assign(known, { week })
  const fresh = { week, reserved: 0 }
  counts().set(name, fresh)
  return fresh
}

/** Undefined when the count is there. Otherwise a promise that loads it and rejects when the database is away. */
export function weekReady(owner: WeekOwner, timeZone: string, now: number, load = tokensSince): Promise<void> | undefined {
  const { week } = countOf(owner, timeZone, now)
  if (now - week.readAt < readAgainMs) return undefined
  const first = week.readAt === Number.NEGATIVE_INFINITY
  week.loading ??= read(week, owner, now, load).finally(() => {
    week.loading = undefined
  })
  if (first) return week.loading
  week.loading.catch(() => {})
  return undefined
}

/** Milliseconds until the next week when these tokens no longer fit; 0 when they do. */
export function weekWait(owner: WeekOwner, limit: number, tokens: number, now: number): number {
  const count = counts().get(weekName(owner))
  if (!count) return 0
  const { week, reserved } = count
  const used = week.recorded + week.settled + reserved
  return used > 0 && used + Math.min(tokens, limit) > limit ? Math.max(1, week.end - now) : 0
}

/**
 * Reserves tokens for a running call. The returned function replaces them by the used ones, which count in the week in which the call
 * began, as its record does.
 */
export function reserveWeek(owner: WeekOwner, tokens: number, now: number): (used: number) => void {
  const count = counts().get(weekName(owner))
  if (!count) return () => {}
  count.reserved += tokens
  return (used) => {
    count.reserved -= tokens
    if (now >= count.week.start) count.week.settled += used
  }
}

/** Forgets callers of past weeks who have no running call. */
export function sweepWeeks(now: number): void {
  for (const [name, { week, reserved }] of counts()) if (week.end <= now && reserved === 0) counts().delete(name)
}
