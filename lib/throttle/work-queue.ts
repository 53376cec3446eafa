import { fail } from '@/lib/errors'
import { lanes } from './lanes'

/** `atOnce` pieces of work run of each name, the others wait in order; beyond `mostWaiting` they are turned away with `tooMany`. */
export function workQueue(atOnce: number, mostWaiting: number, tooMany = () => fail('unavailable', { retryAfter: 5 })) {
  const queue = lanes(Number.POSITIVE_INFINITY, () => atOnce)
  return <T>(work: () => Promise<T>, name = ''): Promise<T> =>
    new Promise((done, failed) => {
      if (queue.waitingIn(name, 'last') >= mostWaiting) throw tooMany()
      queue.add(name, 'last', { run: async () => work().then(done, failed) })
    })
}
