import { LRUCache } from 'lru-cache'
import { addressBucket } from '@/lib/addresses/client-address'
import { fail } from '@/lib/errors'
import { once } from '@/lib/once'
import { type Errand, lanes } from './lanes'
import { slidingWindow } from './sliding-window'

/** A secret that is not known in this process yet. */
export interface StrangerQuestion<T> {
  /** The secret, or enough of it to recognise it. */
  shown: string
  /**
   * The answer if it has become known meanwhile. It is asked again when the turn comes, so that many requests with the same secret cost one
   * look-up.
   */
  known(): T | undefined
  look(): Promise<T>
  /** Whether the look-up found nobody. */
  inVain(answer: T): boolean
}

interface Waiting extends Errand {
  name: string
  refuse(error: Error): void
}

const atOnce = 4
const atOnceFromOne = 2
/** So many failed look-ups within a minute make a lane narrow: one look-up at a time, a rest after each failed one, and few who wait. */
const free = 20
const restMs = 250
const narrowQueue = 20
const mostWaiting = 5_000
const patienceMs = 10_000

const crowded = () => fail('unavailable', { retryAfter: 2 })

/**
 * Queues the look-ups of unknown secrets by address, so that made-up secrets cost a bounded number of look-ups and never take the database
 * from others. Secrets that this process knows do not come here. An address with too many failed look-ups is not shut out, because a campus
 * behind one router is one address too; its lane becomes narrow. A caller who finds no room in it is told to come again (429
 * `too_many_failures`), and the same secret then goes before all that come for the first time. Made-up secrets do not come back.
 */
export const strangers = (id: string) => once(`strangers.${id}`, () => makeLine(id))

function makeLine(id: string) {
  const failures = slidingWindow(`strangers.${id}`, 60_000)
  const isNarrow = (place: string) => failures.isFull(place, free)
  const line = lanes<Waiting>(atOnce, (place) => (isNarrow(place) ? 1 : atOnceFromOne))
  const turnedAway = new LRUCache<string, true>({ max: 20_000 })

  function turnAway(name: string): Error {
    turnedAway.set(name, true)
    return fail('too_many_failures', { retryAfter: 2 })
  }

  function lookedInVain(place: string): void {
    failures.take(place, free)
    if (!isNarrow(place)) return
    for (const { name, refuse } of line.cut(place, narrowQueue)) refuse(turnAway(name))
    line.rest(place, restMs)
  }

  return {
    /** Waits for a turn and looks up. Rejects with `too_many_failures`, with `unavailable` when too many wait, or as `look` does. */
    ask<T>(address: string | undefined, { shown, known, look, inVain }: StrangerQuestion<T>): Promise<T> {
      const place = addressBucket(address)
      const name = `${place} ${shown}`
      const of = turnedAway.has(name) ? 'first' : 'last'
      if (isNarrow(place) && line.waitingIn(place, of) >= narrowQueue) return Promise.reject(turnAway(name))
      if (line.waiting() >= mostWaiting) return Promise.reject(crowded())
      turnedAway.delete(name)
      const since = performance.now()
      return new Promise((answer, refuse) => {
        const run = () => {
          const found = known()
          if (found !== undefined) return void answer(found)
          if (performance.now() - since > patienceMs) return void refuse(isNarrow(place) ? turnAway(name) : crowded())
          return look().then((seen) => {
            answer(seen)
            if (inVain(seen)) lookedInVain(place)
          }, refuse)
        }
        line.add(place, of, { name, run, refuse })
      })
    },
  }
}
