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

/** What refuses: the limit whose wait is longest, in milliseconds, and where the caller stands. */
export interface LimitReached {
  ok: false
  level: Level
  limit: LimitName
  allowed: number
  waitMs: number
  requests: Standing | null
  tokens: Standing | null
}

/** The place of one call under its limits: one request and one of the calls at once, and tokens when it is known how many. */
export interface Place {
  requests: Standing | null
  tokens: Standing | null
  /**
   * Sets tokens aside at every level, or at none when one refuses; then the place is given back, with its request. A reservation counts
   * at most the whole limit, so that a call larger than it is let in when the window is empty.
   */
  reserve(wish: number, now?: number, wall?: number): LimitReached | undefined
  /** Puts what the call really used in the place of what was set aside, and frees its place. Once; the request stays counted. */
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

type Held = { level: Level; own: Counters }

/** The refusal with the longest wait, of what `waits` says of each level. */
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
 * Takes one request and a place among the calls at once from every level, or from none when one refuses: what can be said before it is
 * known how much is asked for. `now` is monotonic, `wall` the time of day; milliseconds.
 */
export function enter(levels: Level[], now = performance.now(), wall = Date.now()): Entered {
  sweep(now, wall)
  const held: Held[] = levels.map((level) => ({ level, own: countersOf(level, now) }))
  const refused = worstOf(levels, 1, (level, say) => {
    const { limits, week } = level
    const own = countersOf(level, now)
    if (limits.concurrency !== null && own.running >= limits.concurrency) say('concurrency', 1000)
    if (limits.rpm !== null && own.requests) say('rpm', waitFor(own.requests, limits.rpm, 1))
    // A week that is used up takes nothing, however little is asked for.
    if (limits.weeklyTokens !== null && week) say('weeklyTokens', weekWait(week, limits.weeklyTokens, 1, wall))
  })
  if (refused) return refused
  for (const { level, own } of held) {
    own.running++
    if (own.requests && level.limits.rpm !== null) own.requests.left -= 1
  }
  return { ok: true, place: placeOf(levels, held) }
}

/** Each level gets back what was taken from it, where it was taken, whatever has become of its limits meanwhile. */
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

/** Sets tokens aside at one level; answers what puts the used ones in their place. */
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
