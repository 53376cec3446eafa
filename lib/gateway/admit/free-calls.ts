import 'server-only'
import { fail } from '@/lib/errors'
import { slidingWindow } from '@/lib/sliding-window'

const aMinute = 600

const calls = slidingWindow('gateway.free', 60_000)

/** Limits calls that cost nothing, because clients poll the list of models and the balance. */
export function countFree(userId: number): void {
  const taken = calls.take(String(userId), aMinute)
  if (!taken.ok) throw fail('rate_limit_exceeded', { retryAfter: Math.ceil(taken.retryAfterMs / 1000) })
}
