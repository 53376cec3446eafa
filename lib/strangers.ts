import { LRUCache } from 'lru-cache'
import { addressBucket } from './client-address'
import { fail } from './errors'
import { type Errand, lanes } from './lanes'
import { once } from './once'
import { slidingWindow } from './sliding-window'

/** What somebody shows who is not known here yet. */
export interface StrangerQuestion<T> {
  /** The secret, or enough of it to tell it by. */
  shown: string
  /** What has become known meanwhile: asked again when the turn comes, so that many who show the same cost one look. */
  known(): T | undefined
  look(): Promise<T>
  /** Whether nobody is known by it. */
  inVain(answer: T): boolean
}

interface Waiting extends Errand {
  name: string
  refuse(error: Error): void
}

const atOnce = 4
const atOnceFromOne = 2
/** Looks in vain within a minute that make a lane narrow: one look at a time, a rest after each in vain, and few who wait. */
const free = 20
const restMs = 250
const narrowQueue = 20
const mostWaiting = 5_000
const patienceMs = 10_000

const crowded = () => fail('unavailable', { retryAfter: 2 })

/**
 * The line that whoever shows an unknown secret stands in, by address, so that secrets that are made up cost a bounded number of looks and
 * never take the database from others. What is known in this process does not come here.
 *
 * An address that looked in vain too often is not shut out, since a campus behind one router is one address too: its lane becomes narrow.
 * Whoever finds no room in it is told to come again (429 `too_many_failures`), and then goes before all who come for the first time:
 * whoever makes secrets up does not come back with the same one.
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
    /** Rejects with `too_many_failures`, with `unavailable` where too many wait, or as `look` does. */
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
