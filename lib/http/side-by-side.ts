import { fail } from '@/lib/errors'
import { workQueue } from '@/lib/in-order'
import { once } from '@/lib/once'

/** Less than the connections of the common pool, more than a page asks for at once. */
const atOnce = 6
const mostWaiting = 200

const line = () => workQueue(atOnce, mostWaiting, () => fail('rate_limit_exceeded', { retryAfter: 1 }))
const lines = () => once('http.side-by-side', () => new Map<number, ReturnType<typeof line>>())

/** One user's requests run six at a time, the others wait in order: slow reports of one must not take the database from all. */
export async function sideBySide<T>(userId: number, work: () => Promise<T>): Promise<T> {
  const inTurn = lines().get(userId) ?? line()
  lines().set(userId, inTurn)
  try {
    return await inTurn(work)
  } finally {
    if (inTurn.idle()) lines().delete(userId)
  }
}
