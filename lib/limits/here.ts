import 'server-only'
import { correct, counted } from './bucket'
import type { Held } from './counters'
import { type LimitReached, type Standing, standing, waitsForPlace, waitsForTokens, worstOf } from './judge'
import { reserveWeek } from './weekly'

/** What a call asks of its levels: a place at the fresh ones, and tokens, once their number is known, at all. */
export interface Step {
  /** The levels at which it has its place. */
  old: Held[]
  fresh: Held[]
  wish: number | undefined
  /** The time of day, in milliseconds. */
  wall: number
}

/** Replaces reserved tokens by the used ones. */
type Replace = (tokens: number) => void

export interface LimitsTaken {
  ok: true
  requests: Standing | null
  tokens: Standing | null
  replacing: Replace[]
}

/** Takes what the step asks for from the counters of this process, or nothing when one of its levels refuses. */
export function decideHere({ old, fresh, wish, wall }: Step): LimitsTaken | LimitReached {
  const all = [...old, ...fresh]
  const refused = worstOf(all, wish ?? 1, (each, say) => {
    if (fresh.includes(each as Held)) waitsForPlace(each, wall, say)
    if (wish !== undefined) waitsForTokens(each, wish, wall, say)
  })
  if (refused) return refused
  for (const { limits, own } of fresh) {
    own.running++
    if (own.requests && limits.rpm !== null) own.requests.left -= 1
  }
  const replacing = wish === undefined ? [] : all.flatMap((each) => [...reserveTokens(each, wish), ...reserveWeekAt(each, wish, wall)])
  return { ok: true, requests: standing(all, 'requests', 1), tokens: standing(all, 'tokens', 1), replacing }
}

function reserveTokens({ limits, own }: Held, wish: number): Replace[] {
  const bucket = limits.tpm === null ? null : own.tokens
  if (!bucket) return []
  const set = counted(wish, limits.tpm ?? 0)
  bucket.left -= set
  return [(tokens) => correct(bucket, set, tokens)]
}

export function reserveWeekAt({ level: { limits, week } }: Held, wish: number, wall: number): Replace[] {
  return week && limits.weeklyTokens !== null ? [reserveWeek(week, wish, wall)] : []
}
