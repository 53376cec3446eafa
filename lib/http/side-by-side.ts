import { fail } from '@/lib/errors'
import { once } from '@/lib/once'
import { workQueue } from '@/lib/work-queue'

/** Less than the connections of the common pool, more than a page asks for at once. */
const atOnce = 6
const mostWaiting = 200

const queue = () => once('http.side-by-side', () => workQueue(atOnce, mostWaiting, () => fail('rate_limit_exceeded', { retryAfter: 1 })))

/** One user's requests run six at a time, the others wait in order: slow reports of one must not take the database from all. */
export const sideBySide = <T>(userId: number, work: () => Promise<T>): Promise<T> => queue()(work, String(userId))
