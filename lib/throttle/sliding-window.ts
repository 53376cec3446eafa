import { once } from '@/lib/once'

const mostNames = 100_000

export type Taken = { ok: true; remaining: number } | { ok: false; retryAfterMs: number }

/**
 * Allows at most so many events in any span of `windowMs`, by name. It remembers the time of each event, so the time to wait is exact: a
 * caller who waits that long is let in. Refused events are not counted.
 */
export function slidingWindow(id: string, windowMs: number, now: () => number = () => performance.now()) {
  const kept = once(`window.${id}`, () => ({ times: new Map<string, number[]>(), sweptAt: 0 }))

  function recent(name: string, at: number): number[] {
    const times = kept.times.get(name) ?? []
    const firstInside = times.findIndex((time) => time > at - windowMs)
    return firstInside === 0 ? times : firstInside < 0 ? [] : times.slice(firstInside)
  }

  /** All names are checked only once per window. In between, the ones not seen for longest make room. */
  function makeRoom(at: number): void {
    if (at - kept.sweptAt >= windowMs) {
      kept.sweptAt = at
      for (const [name, times] of kept.times) if ((times.at(-1) ?? 0) <= at - windowMs) kept.times.delete(name)
    }
    for (const name of kept.times.keys()) {
      if (kept.times.size < mostNames) break
      kept.times.delete(name)
    }
  }

  function keep(name: string, times: number[]): void {
    kept.times.delete(name) // It moves to the end of the order.
    kept.times.set(name, times)
  }

  return {
    take(name: string, limit: number): Taken {
      const at = now()
      const times = recent(name, at)
      makeRoom(at)
      const blocking = limit > 0 ? times[times.length - limit] : at
      if (blocking !== undefined) {
        keep(name, times)
        return { ok: false, retryAfterMs: Math.max(1, blocking + windowMs - at) }
      }
      times.push(at)
      keep(name, times)
      return { ok: true, remaining: limit - times.length }
    },
    /** Whether one more would be refused. */
    isFull: (name: string, limit: number): boolean => recent(name, now()).length >= limit,
    /** Removes the latest event again. */
    undo(name: string): void {
      kept.times.get(name)?.pop()
    },
    forget(name: string): void {
      kept.times.delete(name)
    },
  }
}
