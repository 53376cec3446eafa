import { fail } from '@/lib/errors'

/** Lets at most `atOnce` pieces of work run, the others wait in order; beyond `mostWaiting` they are turned away. */
export function turns(atOnce: number, mostWaiting: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw fail('unavailable', { retryAfter: 5 })
      await new Promise<void>((go) => waiting.push(go))
    } else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
