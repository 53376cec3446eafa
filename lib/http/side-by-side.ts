import { fail } from '@/lib/errors'
import { once } from '@/lib/once'

/** Less than the connections of the common pool, more than a page asks for at once. */
const atOnce = 6
const mostWaiting = 200

interface Line {
  running: number
  waiting: (() => void)[]
}
const lines = () => once('http.side-by-side', () => new Map<number, Line>())

/** One user's requests run six at a time, the others wait in order: slow reports of one must not take the database from all. */
export async function sideBySide<T>(userId: number, work: () => Promise<T>): Promise<T> {
  const line = lines().get(userId) ?? { running: 0, waiting: [] }
  lines().set(userId, line)
  if (line.running < atOnce) line.running++
  else {
    if (line.waiting.length >= mostWaiting) throw fail('rate_limit_exceeded', { retryAfter: 1 })
    await new Promise<void>((go) => line.waiting.push(go))
  }
  try {
    return await work()
  } finally {
    const next = line.waiting.shift()
    if (next) next()
    else if (--line.running === 0) lines().delete(userId)
  }
}
