import type { LimitReached } from '@/lib/limits/judge'
import type { Level } from '@/lib/limits/level'
import { enter, type Place } from '@/lib/limits/take'

type Reserved = { ok: true; reservation: Place } | LimitReached

/** What a step answers where no other process counts. */
export function here<T>(answer: T | Promise<T>): T {
  if (answer instanceof Promise) throw new Error('another process was asked')
  return answer
}

/** Takes both steps of a call under its limits at one moment: its place, then its tokens. */
export function take(levels: Level[], wish: number, now: number, wall = now): Reserved {
  const entered = here(enter(levels, now, wall))
  if (!entered.ok) return entered
  return here(entered.place.reserve(wish, [], now, wall)) ?? { ok: true, reservation: entered.place }
}

/** What a process is told to do. */
export interface LimitOrder {
  level: Level
  calls: number
  tokens: number
  /** The calls stay running. */
  keep: boolean
}

/** So many calls at once. Answers the places of those that were let in. */
export async function callsAtOnce({ level, calls, tokens, keep }: LimitOrder): Promise<Place[]> {
  const one = async (): Promise<Place | undefined> => {
    const entered = await enter([level])
    const place = entered.ok && !(await entered.place.reserve(tokens, [])) ? entered.place : undefined
    if (!keep) place?.finish(tokens)
    return place
  }
  const places = await Promise.all(Array.from({ length: calls }, one))
  return places.filter((place) => place !== undefined)
}
