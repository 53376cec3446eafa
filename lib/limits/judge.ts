import { waitFor } from './bucket'
import type { Counters, Held } from './counters'
import type { Level, LimitName } from './level'
import { weekWait } from './weekly'

/** What the x-ratelimit headers say of one limit, at the tightest level. Times are in seconds. */
export interface Standing {
  limit: number
  remaining: number
  reset: number
}

/** A refusal: the limit with the longest wait, in milliseconds, and where the caller stands. */
export interface LimitReached {
  ok: false
  level: Level
  limit: LimitName
  allowed: number
  waitMs: number
  requests: Standing | null
  tokens: Standing | null
}

/** What a level is judged by: the counters of this process, or what those of all processes show. */
export type Judged = Pick<Held, 'level' | 'limits'> & { own: Pick<Counters, 'requests' | 'tokens' | 'running'> }

const seconds = (ms: number): number => Math.max(0, Math.ceil(ms / 1000 - 1e-9))

export function standing(held: Judged[], of: 'requests' | 'tokens', wish: number): Standing | null {
  let tightest: Standing | null = null
  for (const { level, limits, own } of held) {
    const limit = of === 'requests' ? limits.rpm : limits.tpm
    const bucket = own[of]
    if (limit === null || !bucket) continue
    const remaining = Math.max(0, Math.floor(bucket.left + 1e-6))
    if (tightest && tightest.remaining <= remaining) continue
    const wait = waitFor(bucket, limit, wish)
    tightest = {
      limit: (of === 'requests' ? level.limits.rpm : level.limits.tpm) ?? limit,
      remaining,
      reset: Number.isFinite(wait) ? seconds(wait) : 60,
    }
  }
  return tightest
}

type Say = (level: Level, limit: LimitName, waitMs: number) => void

/** Finds the refusal with the longest wait, of those that `waits` reports for each level. */
export function worstOf(held: Judged[], wish: number, waits: (each: Judged, say: Say) => void): LimitReached | undefined {
  let worst: { level: Level; limit: LimitName; waitMs: number } | undefined
  const say: Say = (level, limit, waitMs) => {
    if (waitMs > 0 && (!worst || waitMs > worst.waitMs)) worst = { level, limit, waitMs }
  }
  for (const each of held) waits(each, say)
  if (!worst) return undefined
  const allowed = worst.level.limits[worst.limit] ?? 0
  return { ok: false, ...worst, allowed, requests: standing(held, 'requests', 1), tokens: standing(held, 'tokens', wish) }
}

export function waitsForWeek(level: Level, wish: number, wall: number, say: Say): void {
  const { limits, week } = level
  if (limits.weeklyTokens !== null && week) say(level, 'weeklyTokens', weekWait(week, limits.weeklyTokens, wish, wall))
}

/** What a place costs. A week that is used up refuses even the smallest call. */
export function waitsForPlace({ level, limits, own }: Judged, wall: number, say: Say): void {
  if (limits.concurrency !== null && own.running >= limits.concurrency) say(level, 'concurrency', 1000)
  if (limits.rpm !== null && own.requests) say(level, 'rpm', waitFor(own.requests, limits.rpm, 1))
  waitsForWeek(level, 1, wall, say)
}

export function waitsForTokens({ level, limits, own }: Judged, wish: number, wall: number, say: Say): void {
  if (limits.tpm !== null && own.tokens) say(level, 'tpm', waitFor(own.tokens, limits.tpm, wish))
  waitsForWeek(level, wish, wall, say)
}
