import 'server-only'
import { aliveProcesses } from '@/lib/processes/heartbeat'
import { type Bucket, counted } from './bucket'
import { type Counters, type Held, notAllTold, upToDate } from './counters'
import { type LimitsTaken, reserveWeekAt, type Step } from './here'
import { type Judged, type LimitReached, standing, waitsForPlace, waitsForTokens, waitsForWeek, worstOf } from './judge'
import type { Level } from './level'
import type { Link } from './link'

const orNone = (limit: number | null): number => limit ?? -1

/**
 * Takes what the step asks for from the counters that all processes share, or nothing when one of its levels refuses. Undefined when there
 * was no answer in time. Tokens per week are counted in the database, and here.
 */
export async function decideThere(link: Link, step: Step): Promise<LimitsTaken | LimitReached | undefined> {
  const { old, fresh, wish, wall } = step
  const all = [...old, ...fresh]
  const week = worstOf(all, wish ?? 1, ({ level }, say) => waitsForWeek(level, wish ?? 1, wall, say))
  if (week) return week
  // Calls that ask at the same moment count each other.
  for (const { own } of fresh) own.running++
  const running = all.map(({ own }) => own.running)
  const answer = await link.take(
    all.map(({ level }) => level.name),
    [orNone(wish ?? null), ...all.flatMap((each) => asked(each, fresh.includes(each)))],
  )
  const free = () => {
    for (const { own } of fresh) own.running--
  }
  if (!answer) return void free()
  const seen = all.map((each, at) => {
    const [requests = 0, tokens = 0, others = 0] = answer.slice(1 + at * 3, 4 + at * 3).map(Number)
    const before = others + (running[at] ?? 0) - (fresh.includes(each) ? 1 : 0)
    return seenAt(each.level, requests, tokens, before)
  })
  if (Number(answer[0]) !== 1) {
    free()
    return worstOf(seen, wish ?? 1, (each, say) => {
      if (fresh.includes(all[seen.indexOf(each)] as Held)) waitsForPlace(each, wall, say)
      if (wish !== undefined) waitsForTokens(each, wish, wall, say)
    })
  }
  for (const [at, each] of all.entries()) taken(each, seen[at] as Judged, fresh.includes(each), wish)
  const replacing = wish === undefined ? [] : all.flatMap((each) => reserveWeekAt(each, wish, wall))
  return { ok: true, requests: standing(seen, 'requests', 1), tokens: standing(seen, 'tokens', 1), replacing }
}

const asked = ({ level: { limits }, own }: Held, isFresh: boolean): number[] => [
  isFresh ? 1 : 0,
  orNone(limits.rpm),
  orNone(limits.tpm),
  orNone(limits.concurrency),
  own.running,
]

/** The level as all processes together have it, before this call. */
function seenAt(level: Level, requests: number, tokens: number, running: number): Judged {
  const { limits } = level
  const bucket = (limit: number | null, left: number): Bucket | null => (limit === null ? null : { left, at: 0, limit })
  return { level, limits, own: { requests: bucket(limits.rpm, requests), tokens: bucket(limits.tpm, tokens), running } }
}

/** Takes the call off what was seen, and keeps this process's share of the rest, for the case that Redis goes away. */
function taken({ limits, own }: Held, { own: seen }: Judged, isFresh: boolean, wish: number | undefined): void {
  if (seen.requests && isFresh) seen.requests.left -= 1
  if (seen.tokens && wish !== undefined) seen.tokens.left -= counted(wish, seen.tokens.limit)
  own.told = own.running
  const part = aliveProcesses()
  if (own.requests && seen.requests && limits.rpm !== null) own.requests.left = Math.min(limits.rpm, seen.requests.left / part)
  if (own.tokens && seen.tokens && limits.tpm !== null) own.tokens.left = Math.min(limits.tpm, seen.tokens.left / part)
}

/** What a level gets back, or where it is below zero, what was used of it. */
export interface Correction {
  own: Counters
  requests: number
  tokens: number
}

const most = 100

/** Tells the others what calls of this process gave back and used. While nobody hears it, what was used is remembered. */
export function sendCorrections(link: Link, corrections: Correction[], now: number): void {
  for (let at = 0; at < corrections.length; at += most) tellSome(link, corrections.slice(at, at + most), now)
}

function tellSome(link: Link, some: Correction[], now: number): void {
  const remember = () => {
    for (const { own, requests, tokens } of some) used(own, -requests, -tokens, now)
  }
  if (!link.answers) {
    remember()
    return
  }
  const before = some.map(({ own }) => own.told)
  for (const { own } of some) own.told = own.running
  const values = some.flatMap(({ own: { level, running }, requests, tokens }) => [
    orNone(level.limits.rpm),
    orNone(level.limits.tpm),
    running,
    requests,
    tokens,
  ])
  const names = some.map(({ own }) => own.level.name)
  link.tell(names, values).catch(() => {
    for (const [at, { own }] of some.entries()) own.told = before[at] ?? 0
    remember()
  })
}

/** Remembers what was used while nobody heard it. It fades as the minute passes, as everything in a bucket does. */
export function used(own: Counters, requests: number, tokens: number, now: number): void {
  const { untold, level } = own
  untold.requests = upToDate(untold.requests, level.limits.rpm, now)
  untold.tokens = upToDate(untold.tokens, level.limits.tpm, now)
  if (untold.requests) untold.requests.left -= Math.max(0, requests)
  if (untold.tokens) untold.tokens.left -= Math.max(0, tokens)
}

const missing = (bucket: Bucket | null, limit: number | null, now: number): number => {
  const current = upToDate(bucket, limit, now)
  return current && limit !== null ? Math.min(0, current.left - limit) : 0
}

/** Tells everything that the others have not heard yet. */
export function tellRest(link: Link, now = performance.now()): void {
  const rest = notAllTold(now).map((own) => {
    const { rpm, tpm } = own.level.limits
    const correction = { own, requests: missing(own.untold.requests, rpm, now), tokens: missing(own.untold.tokens, tpm, now) }
    own.untold = { requests: null, tokens: null }
    return correction
  })
  sendCorrections(link, rest, now)
}
