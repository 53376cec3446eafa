import 'server-only'
import type { Limits } from '@/lib/catalog/entries'
import { once } from '@/lib/once'
import { type Bucket, fullBucket, isFull, refill } from './bucket'
import type { Level } from './level'

/** What this process has counted at one level. */
export interface Counters {
  requests: Bucket | null
  tokens: Bucket | null
  /** The calls of this process that run. */
  running: number
  usedAt: number
  /** Where counters are shared: as many running calls as the others were told of, and what they were not told was used. */
  told: number
  untold: { requests: Bucket | null; tokens: Bucket | null }
  level: Level
}

/** A level with its counters, which are the same ones as long as a call holds them. */
export interface Held {
  level: Level
  /** The limits by which the counters are judged: those of the level, or this process's share of them. */
  limits: Limits
  own: Counters
}

const idleMs = 120_000
const state = () => once('limits.counters', () => ({ counters: new Map<string, Counters>(), sweptAt: 0 }))

const part = (limit: number | null, processes: number): number | null => (limit === null ? null : limit / processes)

/** The share that one of several processes has where they cannot count together. At least one call runs at a time. */
function shareOf(limits: Limits, processes: number): Limits {
  if (processes === 1) return limits
  const { rpm, tpm, concurrency } = limits
  return {
    ...limits,
    rpm: part(rpm, processes),
    tpm: part(tpm, processes),
    concurrency: concurrency && Math.max(1, Math.floor(concurrency / processes)),
  }
}

export function heldAt(level: Level, now: number, processes: number): Held {
  const { counters } = state()
  let own = counters.get(level.name)
  if (!own) {
    own = { requests: null, tokens: null, running: 0, usedAt: now, told: 0, untold: { requests: null, tokens: null }, level }
    counters.set(level.name, own)
  }
  own.level = level
  const held = { level, limits: shareOf(level.limits, processes), own }
  bringUpTo(now, held)
  return held
}

export function bringUpTo(now: number, { limits, own }: Held): void {
  own.usedAt = now
  own.requests = upToDate(own.requests, limits.rpm, now)
  own.tokens = upToDate(own.tokens, limits.tpm, now)
}

/** A limit that is switched off keeps its bucket, so that switching it on again does not begin a new minute. */
export function upToDate(bucket: Bucket | null, limit: number | null, now: number): Bucket | null {
  if (limit === null) return bucket
  if (!bucket) return fullBucket(limit, now)
  refill(bucket, limit, now)
  return bucket
}

const full = (bucket: Bucket | null, now: number): boolean => !bucket || isFull(bucket, now)
const allTold = ({ running, told, untold }: Counters, now: number): boolean =>
  running === told && full(untold.requests, now) && full(untold.tokens, now)

/** Those of which the others do not know everything. */
export const notAllTold = (now: number): Counters[] => [...state().counters.values()].filter((own) => !allTold(own, now))

/** Forgets counters that no call uses and that are full again, which changes nothing. Answers whether it was time to look. */
export function sweepCounters(now: number): boolean {
  const kept = state()
  if (now - kept.sweptAt < idleMs) return false
  kept.sweptAt = now
  for (const [name, own] of kept.counters) {
    const owesNothing = own.running === 0 && full(own.requests, now) && full(own.tokens, now) && allTold(own, now)
    if (now - own.usedAt >= idleMs && owesNothing) kept.counters.delete(name)
  }
  return true
}
