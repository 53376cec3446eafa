import { fail } from '@/lib/errors'

/** Lets at most `atOnce` pieces of work run, the others wait in order; beyond `mostWaiting` they are turned away with `tooMany`. */
export function workQueue(atOnce: number, mostWaiting: number, tooMany = () => fail('unavailable', { retryAfter: 5 })) {
  let running = 0
  const waiting: (() => void)[] = []
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw tooMany()
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
  return Object.assign(inTurn, { idle: () => running === 0 })
}
