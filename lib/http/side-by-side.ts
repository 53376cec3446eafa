import { fail } from '@/lib/errors'
import { once } from '@/lib/once'
import { workQueue } from '@/lib/throttle/work-queue'

/** Fewer than the connections of the common pool, and more than a page needs at once. */
const atOnce = 6
const mostWaiting = 200

const queue = () => once('http.side-by-side', () => workQueue(atOnce, mostWaiting, () => fail('rate_limit_exceeded', { retryAfter: 1 })))

/** Runs six requests of one user at a time; the others wait in order. Slow reports of one user must not take the database from all. */
export const sideBySide = <T>(userId: number, work: () => Promise<T>): Promise<T> => queue()(work, String(userId))
