import 'server-only'
import { pool } from '@/lib/db/pool'
import { once } from '@/lib/once'
import { weekAround } from './week'

/** Tokens that one caller has used since Monday. Counted from the records at first use, then in memory, and read again now and then. */
interface Week {
  end: number
  /** As the records said. */
  recorded: number
  /** Settled here since then. */
  settled: number
  /** Reserved by running calls. */
  reserved: number
  readAt: number
  loading: Promise<void> | undefined
}

/** Who is counted: a user over all keys, or one key of that user. */
export interface WeekOwner {
  userId: number
  keyId: string | null
}

// Other processes' calls show up in the records only.
const readAgainMs = 30_000
const weeks = () => once('limits.weeks', () => new Map<string, Week>())

export const weekName = ({ userId, keyId }: WeekOwner): string => (keyId === null ? `${userId}` : `${userId}/${keyId}`)

async function tokensSince(start: number, { userId, keyId }: WeekOwner): Promise<number> {
  const { rows } = await pool().query<{ tokens: string }>(
    `select coalesce(sum(coalesce(input_tokens, 0)::bigint + coalesce(output_tokens, 0)), 0)::text as tokens
       from usage_records where user_id = $1 and time >= $2 and ($3::text is null or key_id = $3)`,
    [userId, new Date(start), keyId],
  )
  return Number(rows[0]?.tokens ?? 0)
}

async function read(week: Week, start: number, owner: WeekOwner, now: number, load: typeof tokensSince): Promise<void> {
  // What settles while the records are read may count twice until the next reading: never too little.
  const before = week.settled
  week.recorded = await load(start, owner)
  week.settled -= before
  week.readAt = now
}

/** The week that this process is in, worked out once a week. */
function thisWeek(now: number, timeZone: string): { start: number; end: number } {
  const kept = once('limits.week', () => ({ timeZone: '', start: 0, end: 0 }))
  if (kept.timeZone !== timeZone || now < kept.start || now >= kept.end) Object.assign(kept, weekAround(now, timeZone), { timeZone })
  return kept
}

/** Undefined when the count is there; else a promise that brings it, and that rejects when the database is away. */
export function weekReady(owner: WeekOwner, timeZone: string, now: number, load = tokensSince): Promise<void> | undefined {
  const name = weekName(owner)
  const { start, end } = thisWeek(now, timeZone)
  let week = weeks().get(name)
  if (!week || week.end !== end) {
    week = { end, recorded: 0, settled: 0, reserved: week?.reserved ?? 0, readAt: Number.NEGATIVE_INFINITY, loading: undefined }
    weeks().set(name, week)
  }
  if (now - week.readAt < readAgainMs) return undefined
  const first = week.readAt === Number.NEGATIVE_INFINITY
  const own = week
  week.loading ??= read(week, start, owner, now, load).finally(() => {
    own.loading = undefined
  })
  if (first) return week.loading
  week.loading.catch(() => {})
  return undefined
}

/** Milliseconds until the next week when these tokens do not fit any more; 0 when they do. */
export function weekWait(owner: WeekOwner, limit: number, tokens: number, now: number): number {
  const week = weeks().get(weekName(owner))
  if (!week) return 0
  const used = week.recorded + week.settled + week.reserved
  return used > 0 && used + Math.min(tokens, limit) > limit ? Math.max(1, week.end - now) : 0
}

/** Sets tokens aside for a running call; the returned function puts what it really used in their place. */
export function reserveWeek(owner: WeekOwner, tokens: number): (used: number) => void {
  const week = weeks().get(weekName(owner))
  if (!week) return () => {}
  week.reserved += tokens
  return (used) => {
    week.reserved -= tokens
    week.settled += used
  }
}

/** Forgets callers of past weeks. */
export function sweepWeeks(now: number): void {
  for (const [name, week] of weeks()) if (week.end <= now && week.reserved === 0) weeks().delete(name)
}
