import 'server-only'
import type { Limits } from '@/lib/catalog/entries'
import { once } from '@/lib/once'
import { type Bucket, correct, counted, fullBucket, isFull, refill, waitFor } from './bucket'
import { reserveWeek, sweepWeeks, type WeekOwner, weekReady, weekWait } from './weekly'

/** One set of limits that a call stands under. */
export interface Level {
  /** The kind as a refusal names it. */
  kind: 'key' | 'user' | 'group' | 'model'
  /** The name of its counters, unique over all kinds. */
  name: string
  limits: Limits
  week?: WeekOwner
}

export type LimitName = 'rpm' | 'tpm' | 'concurrency' | 'weeklyTokens'

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

/** What one call has taken from its limits: one request, one of the calls at once, and tokens once their number is known. */
export interface Place {
  requests: Standing | null
  tokens: Standing | null
  /**
   * Reserves tokens at every level, or at none when one refuses; then the place is given back together with its request. A reservation
   * counts at most the whole limit, so that a call larger than it is admitted when the window is empty.
   */
  reserve(wish: number, now?: number, wall?: number): LimitReached | undefined
  /** Replaces the reserved tokens by the used ones, and frees the place. Only the first call counts; the request stays counted. */
  finish(tokens: number): void
}

export type Entered = { ok: true; place: Place } | LimitReached

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

/** A limit that is switched off keeps its bucket, so that switching it on again does not begin a new minute. */
function upToDate(bucket: Bucket | null, limit: number | null, now: number): Bucket | null {
  if (limit === null) return bucket
  if (!bucket) return fullBucket(limit, now)
  refill(bucket, limit, now)
  return bucket
}

const owesNothing = ({ requests, tokens, running }: Counters, now: number): boolean =>
  running === 0 && (!requests || isFull(requests, now)) && (!tokens || isFull(tokens, now))

/** Forgets counters that no call uses and that are full again, which changes nothing. */
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

/** Loads weekly counts from the database at their first use. Rejects when it is away. */
export function limitsReady(levels: Level[], timeZone: string, wall = Date.now()): Promise<unknown> | undefined {
  const waits = levels.map(({ week, limits }) => (week && limits.weeklyTokens !== null ? weekReady(week, timeZone, wall) : undefined))
  return waits.some(Boolean) ? Promise.all(waits) : undefined
}

type Held = { level: Level; own: Counters }

/** Finds the refusal with the longest wait, of those that `waits` reports for each level. */
function worstOf(
  levels: Level[],
  wish: number,
  waits: (level: Level, say: (limit: LimitName, waitMs: number) => void) => void,
): LimitReached | undefined {
  let worst: { level: Level; limit: LimitName; waitMs: number } | undefined
  for (const level of levels)
    waits(level, (limit, waitMs) => {
      if (waitMs > 0 && (!worst || waitMs > worst.waitMs)) worst = { level, limit, waitMs }
    })
  if (!worst) return undefined
  const allowed = worst.level.limits[worst.limit] ?? 0
  return { ok: false, ...worst, allowed, requests: standing(levels, 'requests', 1), tokens: standing(levels, 'tokens', wish) }
}

/**
 * Takes one request and one of the calls at once from every level, or from none when one refuses. It needs nothing of the call's body.
 * `now` is monotonic and `wall` the time of day, in milliseconds.
 */
export function enter(levels: Level[], now = performance.now(), wall = Date.now()): Entered {
  sweep(now, wall)
  const held: Held[] = levels.map((level) => ({ level, own: countersOf(level, now) }))
  const refused = worstOf(levels, 1, (level, say) => {
    const { limits, week } = level
    const own = countersOf(level, now)
    if (limits.concurrency !== null && own.running >= limits.concurrency) say('concurrency', 1000)
    if (limits.rpm !== null && own.requests) say('rpm', waitFor(own.requests, limits.rpm, 1))
    // A week that is used up refuses even the smallest call.
    if (limits.weeklyTokens !== null && week) say('weeklyTokens', weekWait(week, limits.weeklyTokens, 1, wall))
  })
  if (refused) return refused
  for (const { level, own } of held) {
    own.running++
    if (own.requests && level.limits.rpm !== null) own.requests.left -= 1
  }
  return { ok: true, place: placeOf(levels, held) }
}

/** Gives back to each level what was taken from it, even if its limits have changed meanwhile. */
function placeOf(levels: Level[], held: Held[]): Place {
  const undo: ((tokens: number) => void)[] = held.map(
    ({ own }) =>
      () =>
        own.running--,
  )
  let open = true
  const finish = (tokens: number) => {
    if (!open) return
    open = false
    for (const each of undo) each(tokens)
  }
  const place: Place = {
    requests: standing(levels, 'requests', 1),
    tokens: standing(levels, 'tokens', 1),
    finish,
    reserve(wish, now = performance.now(), wall = Date.now()) {
      const refused = worstOf(levels, wish, (level, say) => {
        const { limits, week } = level
        const { tokens } = countersOf(level, now)
        if (limits.tpm !== null && tokens) say('tpm', waitFor(tokens, limits.tpm, wish))
        if (limits.weeklyTokens !== null && week) say('weeklyTokens', weekWait(week, limits.weeklyTokens, wish, wall))
      })
      if (refused) {
        for (const { level, own } of held) if (own.requests && level.limits.rpm !== null) correct(own.requests, 1, 0)
        finish(0)
        return refused
      }
      for (const { level } of held) undo.push(...reserveAt(level, countersOf(level, now), wish, wall))
      place.tokens = standing(levels, 'tokens', 1)
      return undefined
    },
  }
  return place
}

/** Reserves tokens at one level. Returns the functions that replace them by the used ones. */
function reserveAt({ limits, week }: Level, own: Counters, wish: number, wall: number): ((tokens: number) => void)[] {
  const undo: ((tokens: number) => void)[] = []
  const bucket = limits.tpm === null ? null : own.tokens
  const set = counted(wish, limits.tpm ?? 0)
  if (bucket) {
    bucket.left -= set
    undo.push((tokens) => correct(bucket, set, tokens))
  }
  if (week && limits.weeklyTokens !== null) undo.push(reserveWeek(week, wish, wall))
  return undo
}
