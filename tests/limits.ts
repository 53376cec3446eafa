import { enter, type Level, type Place, type Refusal } from '@/lib/limits/take'

export type Taken = { ok: true; reservation: Place } | Refusal

/** Both steps of a call under its limits at one moment: its place, then its tokens. */
export function take(levels: Level[], wish: number, now: number, wall = now): Taken {
  const entered = enter(levels, now, wall)
  if (!entered.ok) return entered
  return entered.place.reserve(wish, now, wall) ?? { ok: true, reservation: entered.place }
}
