import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { fail } from '@/lib/errors'
import { once } from '@/lib/once'
import { type Errand, lanes } from '@/lib/throttle/lanes'

const mebibyte = 1024 * 1024
/** Smaller bodies take too little time to hold up others. */
export const largeFrom = mebibyte
/**
 * The most bytes of large bodies that wait or are worked on: of all callers, and of one caller from the moment that the length is
 * announced.
 */
const room = { all: 512 * mebibyte, own: 96 * mebibyte }

/** The owner of a body, and its size as it came. */
export interface Weight {
  userId: number
  bytes: number
}

const state = () => once('gateway.large-bodies', () => ({ line: lanes<Errand>(1, () => 1), all: 0, own: new Map<number, number>() }))

/**
 * Runs work that holds up the process as long as a body is large. One piece runs at a time over all callers, who take turns, and each is
 * followed by an equal pause for everybody else. For a small body it runs at once.
 */
export function inTurn<T>({ userId, bytes }: Weight, work: () => T): T | Promise<T> {
  if (bytes < largeFrom) return work()
  return new Promise((answer, refuse) => {
    const run = async () => {
      const began = performance.now()
      try {
        answer(work())
      } catch (error) {
        refuse(error)
      }
      await sleep(performance.now() - began)
    }
    state().line.add(String(userId), 'last', { run })
  })
}

/**
 * Counts a body by its announced length until the returned function is called, so that a caller has only a few on their way, however slowly
 * they come. One alone may have any size. Throws 429.
 */
export function ownRoom({ userId, bytes }: Weight): () => void {
  if (bytes < largeFrom) return () => {}
  const { own } = state()
  const taken = (own.get(userId) ?? 0) + bytes
  if (taken > room.own && taken > bytes)
    throw fail('rate_limit_exceeded', { message: 'Too many large bodies at once. Send the next when the last is answered.', retryAfter: 2 })
  own.set(userId, taken)
  return () => {
    const left = (own.get(userId) ?? 0) - bytes
    if (left > 0) own.set(userId, left)
    else own.delete(userId)
  }
}

/** Counts a body that has arrived, while it waits and is worked on. Throws 503 when there are too many. */
export function sharedRoom(bytes: number): () => void {
  if (bytes < largeFrom) return () => {}
  const kept = state()
  if (kept.all + bytes > room.all) throw fail('unavailable', { retryAfter: 5 })
  kept.all += bytes
  return () => {
    kept.all -= bytes
  }
}
