import 'server-only'
import type { Limits } from '@/lib/catalog/catalog'
import { once } from '@/lib/once'
import { type Bucket, correct, counted, fullBucket, isFull, refill, waitFor } from './bucket'
import { reserveWeek, sweepWeeks, type WeekOwner, weekReady, weekWait } from './weekly'

/** One set of limits that a call stands under. */
export interface Level {
  /** What it is called in a refusal. */
  kind: 'key' | 'user' | 'group' | 'model'
  /** Whose counters: unique over all kinds. */
  name: string
  limits: Limits
  week?: WeekOwner
}

export type LimitName = 'rpm' | 'tpm' | 'concurrency' | 'weeklyTokens'

/** What the x-ratelimit headers say of one limit: of the tightest level. Seconds. */
export interface Standing {
  limit: number
  remaining: number
  reset: number
}

export interface Reservation {
  requests: Standing | null
  tokens: Standing | null
  /** Puts what the call really used in the place of what was set aside, and frees its place. Once. */
  finish(tokens: number): void
}

export type Taken =
  | { ok: true; reservation: Reservation }
  | { ok: false; level: Level; limit: LimitName; allowed: number; waitMs: number; requests: Standing | null; tokens: Standing | null }

interface Counters {
  requests: Bucket | null
  tokens: Bucket | null
  running: number
  usedAt: number
}
const idleMs = 120_000
const state = () => once('limits.counters', () => ({ counters: new Map<string, Counters>(), sweptAt: 0 }))

function countersOf({ name, limits }: Level, now: number): Counters {
  const { counters } = state()
  let own = counters.get(name)
  if (!own) {
    own = { requests: null, tokens: null, running: 0, usedAt: now }
    counters.set(name, own)
  }
  own.usedAt = now
  own.requests = upToDate(own.requests, limits.rpm, now)
  own.tokens = upToDate(own.tokens, limits.tpm, now)
  return own
}

/** A limit that is switched off keeps its bucket: switched on again, it begins no new minute. */
function upToDate(bucket: Bucket | null, limit: number | null, now: number): Bucket | null {
  if (limit === null) return bucket
  if (!bucket) return fullBucket(limit, now)
  refill(bucket, limit, now)
  return bucket
}

const owesNothing = ({ requests, tokens, running }: Counters, now: number): boolean =>
  running === 0 && (!requests || isFull(requests, now)) && (!tokens || isFull(tokens, now))

/** A counter that no call stands under and that is full again: forgetting it changes nothing. */
function sweep(now: number, wall: number): void {
  const kept = state()
  if (now - kept.sweptAt < idleMs) return
  kept.sweptAt = now
  for (const [name, own] of kept.counters) if (now - own.usedAt >= idleMs && owesNothing(own, now)) kept.counters.delete(name)
  sweepWeeks(wall)
}

const seconds = (ms: number): number => Math.max(0, Math.ceil(ms / 1000 - 1e-9))

function standing(levels: Level[], of: 'requests' | 'tokens', wish: number): Standing | null {
  let tightest: Standing | null = null
  for (const level of levels) {
    const limit = of === 'requests' ? level.limits.rpm : level.limits.tpm
    const bucket = state().counters.get(level.name)?.[of]
    if (limit === null || !bucket) continue
    const remaining = Math.max(0, Math.floor(bucket.left + 1e-6))
    if (tightest && tightest.remaining <= remaining) continue
    const wait = waitFor(bucket, limit, wish)
    tightest = { limit, remaining, reset: Number.isFinite(wait) ? seconds(wait) : 60 }
  }
  return tightest
}

/** Weekly counts come from the database at their first use; rejects when it is away. */
export function limitsReady(levels: Level[], timeZone: string, wall = Date.now()): Promise<unknown> | undefined {
  const waits = levels.map(({ week, limits }) => (week && limits.weeklyTokens !== null ? weekReady(week, timeZone, wall) : undefined))
  return waits.some(Boolean) ? Promise.all(waits) : undefined
}

/**
 * Takes one request and these tokens from every level, or from none when one refuses. A reservation counts at most the
 * whole limit, so that a call larger than it is let in when the window is empty. `now` is monotonic, `wall` the time of day; milliseconds.
 */
export function take(levels: Level[], wish: number, now = performance.now(), wall = Date.now()): Taken {
  sweep(now, wall)
  let worst: { level: Level; limit: LimitName; allowed: number; waitMs: number } | undefined
  const refuse = (level: Level, limit: LimitName, allowed: number | null, waitMs: number) => {
    if (waitMs > 0 && (!worst || waitMs > worst.waitMs)) worst = { level, limit, allowed: allowed ?? 0, waitMs }
  }
  for (const level of levels) {
    const { limits, week } = level
    const own = countersOf(level, now)
    if (limits.concurrency !== null && own.running >= limits.concurrency) refuse(level, 'concurrency', limits.concurrency, 1000)
    if (limits.rpm !== null && own.requests) refuse(level, 'rpm', limits.rpm, waitFor(own.requests, limits.rpm, 1))
    if (limits.tpm !== null && own.tokens) refuse(level, 'tpm', limits.tpm, waitFor(own.tokens, limits.tpm, wish))
    if (limits.weeklyTokens !== null && week)
      refuse(level, 'weeklyTokens', limits.weeklyTokens, weekWait(week, limits.weeklyTokens, wish, wall))
  }
  if (worst) return { ok: false, ...worst, requests: standing(levels, 'requests', 1), tokens: standing(levels, 'tokens', wish) }
  return { ok: true, reservation: reserve(levels, wish, wall) }
}

/** Each level gets back what was taken from it, where it was taken, whatever has become of its limits meanwhile. */
function reserve(levels: Level[], wish: number, wall: number): Reservation {
  const undo: ((tokens: number) => void)[] = []
  for (const { name, limits, week } of levels) {
    const own = state().counters.get(name)
    if (!own) continue
    own.running++
    if (own.requests && limits.rpm !== null) own.requests.left -= 1
    const bucket = limits.tpm === null ? null : own.tokens
    const set = counted(wish, limits.tpm ?? 0)
    if (bucket) bucket.left -= set
    const settleWeek = week && limits.weeklyTokens !== null ? reserveWeek(week, wish, wall) : undefined
    undo.push((tokens) => {
      own.running--
      if (bucket) correct(bucket, set, tokens)
      settleWeek?.(tokens)
    })
  }
  let open = true
  return {
    requests: standing(levels, 'requests', 1),
    tokens: standing(levels, 'tokens', 1),
    finish(tokens) {
      if (!open) return
      open = false
      for (const each of undo) each(tokens)
    },
  }
}
