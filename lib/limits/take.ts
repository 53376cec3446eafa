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
   * Takes a place at the levels that are known only now, and reserves tokens at every level; or does nothing when one refuses, and then the
   * place is given back together with its request. A reservation counts at most the whole limit, so that a call larger than it is admitted
   * when the window is empty.
   */
  reserve(wish: number, more: Level[], now?: number, wall?: number): LimitReached | undefined
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

/** A level with its counters, which are the same ones as long as a call holds them. */
interface Held {
  level: Level
  own: Counters
}

function heldAt(level: Level, now: number): Held {
  const { counters } = state()
  let own = counters.get(level.name)
  if (!own) {
    own = { requests: null, tokens: null, running: 0, usedAt: now }
    counters.set(level.name, own)
  }
  const held = { level, own }
  bringUpTo(now, held)
  return held
}

function bringUpTo(now: number, { level: { limits }, own }: Held): void {
  own.usedAt = now
  own.requests = upToDate(own.requests, limits.rpm, now)
  own.tokens = upToDate(own.tokens, limits.tpm, now)
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

function standing(held: Held[], of: 'requests' | 'tokens', wish: number): Standing | null {
  let tightest: Standing | null = null
  for (const { level, own } of held) {
    const limit = of === 'requests' ? level.limits.rpm : level.limits.tpm
    const bucket = own[of]
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

type Say = (level: Level, limit: LimitName, waitMs: number) => void

/** Finds the refusal with the longest wait, of those that `waits` reports for each level. */
function worstOf(held: Held[], wish: number, waits: (each: Held, say: Say) => void): LimitReached | undefined {
  let worst: { level: Level; limit: LimitName; waitMs: number } | undefined
  const say: Say = (level, limit, waitMs) => {
    if (waitMs > 0 && (!worst || waitMs > worst.waitMs)) worst = { level, limit, waitMs }
  }
  for (const each of held) waits(each, say)
  if (!worst) return undefined
  const allowed = worst.level.limits[worst.limit] ?? 0
  return { ok: false, ...worst, allowed, requests: standing(held, 'requests', 1), tokens: standing(held, 'tokens', wish) }
}

/** What a place costs. A week that is used up refuses even the smallest call. */
function waitsForPlace({ level, own }: Held, wall: number, say: Say): void {
  const { limits, week } = level
  if (limits.concurrency !== null && own.running >= limits.concurrency) say(level, 'concurrency', 1000)
  if (limits.rpm !== null && own.requests) say(level, 'rpm', waitFor(own.requests, limits.rpm, 1))
  if (limits.weeklyTokens !== null && week) say(level, 'weeklyTokens', weekWait(week, limits.weeklyTokens, 1, wall))
}

function waitsForTokens({ level, own }: Held, wish: number, wall: number, say: Say): void {
  const { limits, week } = level
  if (limits.tpm !== null && own.tokens) say(level, 'tpm', waitFor(own.tokens, limits.tpm, wish))
  if (limits.weeklyTokens !== null && week) say(level, 'weeklyTokens', weekWait(week, limits.weeklyTokens, wish, wall))
}

function takePlace({ level, own }: Held): void {
  own.running++
  if (own.requests && level.limits.rpm !== null) own.requests.left -= 1
}

/**
 * Takes one request and one of the calls at once from every level, or from none when one refuses. It needs nothing of the call's body.
 * `now` is monotonic and `wall` the time of day, in milliseconds.
 */
export function enter(levels: Level[], now = performance.now(), wall = Date.now()): Entered {
  sweep(now, wall)
  const held = levels.map((level) => heldAt(level, now))
  const refused = worstOf(held, 1, (each, say) => waitsForPlace(each, wall, say))
  if (refused) return refused
  for (const each of held) takePlace(each)
  return { ok: true, place: placeOf(held) }
}

/** Gives back to each level what was taken from it, even if its limits have changed meanwhile. */
function placeOf(held: Held[]): Place {
  const replacing: Replace[] = []
  let open = true
  const finish = (tokens: number) => {
    if (!open) return
    open = false
    for (const { own } of held) own.running--
    for (const replace of replacing) replace(tokens)
  }
  const place: Place = {
    requests: standing(held, 'requests', 1),
    tokens: standing(held, 'tokens', 1),
    finish,
    reserve(wish, more, now = performance.now(), wall = Date.now()) {
      for (const each of held) bringUpTo(now, each)
      const fresh = more.map((level) => heldAt(level, now))
      const refused = worstOf([...held, ...fresh], wish, (each, say) => {
        if (fresh.includes(each)) waitsForPlace(each, wall, say)
        waitsForTokens(each, wish, wall, say)
      })
      if (refused) {
        for (const { level, own } of held) if (own.requests && level.limits.rpm !== null) correct(own.requests, 1, 0)
        finish(0)
        return refused
      }
      for (const each of fresh) takePlace(each)
      held.push(...fresh)
      for (const each of held) reserveAt(each, wish, wall, replacing)
      place.requests = standing(held, 'requests', 1)
      place.tokens = standing(held, 'tokens', 1)
      return undefined
    },
  }
  return place
}

/** Replaces reserved tokens by the used ones. */
type Replace = (tokens: number) => void

/** Reserves tokens at one level, and adds what replaces them. */
function reserveAt({ level, own }: Held, wish: number, wall: number, replacing: Replace[]): void {
  const { limits, week } = level
  const bucket = limits.tpm === null ? null : own.tokens
  const set = counted(wish, limits.tpm ?? 0)
  if (bucket) {
    bucket.left -= set
    replacing.push((tokens) => correct(bucket, set, tokens))
  }
  if (week && limits.weeklyTokens !== null) replacing.push(reserveWeek(week, wish, wall))
}
