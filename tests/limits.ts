import { enter, type Level, type LimitReached, type Place } from '@/lib/limits/take'

type Reserved = { ok: true; reservation: Place } | LimitReached

/** Takes both steps of a call under its limits at one moment: its place, then its tokens. */
export function take(levels: Level[], wish: number, now: number, wall = now): Reserved {
  const entered = enter(levels, now, wall)
  if (!entered.ok) return entered
  return entered.place.reserve(wish, [], now, wall) ?? { ok: true, reservation: entered.place }
}
