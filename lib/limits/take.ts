import 'server-only'
import { aliveProcesses } from '@/lib/processes/heartbeat'
import { correct, counted } from './bucket'
import { bringUpTo, type Held, heldAt, sweepCounters } from './counters'
import { decideHere, type LimitsTaken, type Step } from './here'
import type { LimitReached, Standing } from './judge'
import type { Level } from './level'
import { sharedLink } from './link'
import { decideThere, sendCorrections, used } from './there'
import { sweepWeeks, weekReady } from './weekly'

/** What one call has taken from its limits: one request, one of the calls at once, and tokens once their number is known. */
export interface Place {
  requests: Standing | null
  tokens: Standing | null
  /**
   * Takes a place at the levels that are known only now, and reserves tokens at every level; or does nothing when one refuses, and then the
   * place is given back together with its request. A reservation counts at most the whole limit, so that a call larger than it is admitted
   * when the window is empty.
   */
  reserve(wish: number, more: Level[], now?: number, wall?: number): LimitReached | undefined | Promise<LimitReached | undefined>
  /** Replaces the reserved tokens by the used ones, and frees the place. Only the first call counts; the request stays counted. */
  finish(tokens: number): void
  /** Whether it has not been finished yet. */
  open(): boolean
}

export type Entered = { ok: true; place: Place } | LimitReached

/** Loads weekly counts from the database at their first use. Rejects when it is away. */
export function limitsReady(levels: Level[], timeZone: string, wall = Date.now()): Promise<unknown> | undefined {
  const waits = levels.map(({ week, limits }) => (week && limits.weeklyTokens !== null ? weekReady(week, timeZone, wall) : undefined))
  return waits.some(Boolean) ? Promise.all(waits) : undefined
}

/** Where the decision fell. `heard`: whether the others know, or may know, what was taken. */
interface Decided {
  verdict: LimitsTaken | LimitReached
  heard: boolean
}

/**
 * Decides by the counters of all processes, or by those of this one where there is no Redis. When Redis does not answer in time, this process
 * decides with its share of each limit.
 */
function decide(step: Step): Decided | Promise<Decided> {
  const link = sharedLink()
  const all = [...step.old, ...step.fresh]
  if (!link?.answers || !all.some(({ level }) => counts(level))) return { verdict: decideHere(step), heard: false }
  return decideThere(link, step).then((verdict) => {
    if (verdict) return { verdict, heard: true }
    for (const each of all) bringUpTo(performance.now(), each)
    return { verdict: decideHere(step), heard: true }
  })
}

const counts = ({ limits }: Level): boolean => limits.rpm !== null || limits.tpm !== null || limits.concurrency !== null

const share = (): number => (sharedLink() ? aliveProcesses() : 1)

/**
 * Takes one request and one of the calls at once from every level, or from none when one refuses. It needs nothing of the call's body.
 * `now` is monotonic and `wall` the time of day, in milliseconds. It is a promise only where processes count together.
 */
export function enter(levels: Level[], now = performance.now(), wall = Date.now()): Entered | Promise<Entered> {
  if (sweepCounters(now)) sweepWeeks(wall)
  const step = { old: [], fresh: levels.map((level) => heldAt(level, now, share())), wish: undefined, wall }
  const entered = ({ verdict, heard }: Decided): Entered => {
    if (!verdict.ok) return verdict
    if (!heard) remember(step)
    return { ok: true, place: placeOf(step.fresh, verdict) }
  }
  const decided = decide(step)
  return decided instanceof Promise ? decided.then(entered) : entered(decided)
}

function remember({ fresh }: Step): void {
  if (sharedLink()) for (const { own } of fresh) used(own, 1, 0, performance.now())
}

/** Gives back to each level what was taken from it, even if its limits have changed meanwhile. */
function placeOf(held: Held[], { requests, tokens }: LimitsTaken): Place {
  let replacing: LimitsTaken['replacing'] = []
  let open = true
  /** What the others have set aside for it. */
  let setThere = (_: Held) => 0
  const end = (tokens: number, requestsBack: number) => {
    if (!open) return
    open = false
    for (const { own } of held) own.running--
    for (const replace of replacing) replace(tokens)
    const link = sharedLink()
    if (!link) return
    const corrections = held
      .filter(({ level }) => counts(level))
      .map((each) => ({ own: each.own, requests: requestsBack, tokens: setThere(each) - tokens }))
    sendCorrections(link, corrections, performance.now())
  }
  const place: Place = {
    requests,
    tokens,
    finish: (tokens) => end(tokens, 0),
    open: () => open,
    reserve(wish, more, now = performance.now(), wall = Date.now()) {
      for (const each of held) bringUpTo(now, each)
      const step = { old: [...held], fresh: more.map((level) => heldAt(level, now, share())), wish, wall }
      const reserved = ({ verdict, heard }: Decided): LimitReached | undefined => {
        if (!verdict.ok) {
          for (const { limits, own } of held) if (own.requests && limits.rpm !== null) correct(own.requests, 1, 0)
          end(0, 1)
          return verdict
        }
        if (!heard) remember(step)
        held.push(...step.fresh)
        replacing = verdict.replacing
        if (heard) setThere = ({ level }) => (level.limits.tpm === null ? 0 : counted(wish, level.limits.tpm))
        Object.assign(place, { requests: verdict.requests, tokens: verdict.tokens })
        return undefined
      }
      const decided = decide(step)
      return decided instanceof Promise ? decided.then(reserved) : reserved(decided)
    },
  }
  return place
}
