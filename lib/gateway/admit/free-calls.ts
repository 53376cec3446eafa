import 'server-only'
import { fail } from '@/lib/errors'
import { slidingWindow, type Taken } from '@/lib/throttle/sliding-window'

const aMinute = 600

const calls = slidingWindow('gateway.free', 60_000)
const shows = slidingWindow('gateway.open', 60_000)

/** Limits calls that cost nothing, because clients poll the list of models and the balance. `own`: what is counted by itself. */
export function countFree(userId: number, own = ''): void {
  refuseMore(calls.take(`${userId} ${own}`, aMinute))
}

/** The same by address for what anybody may see. */
export function countOpen(address: string | undefined): void {
  refuseMore(shows.take(address ?? '', aMinute))
}

function refuseMore(taken: Taken): void {
  if (!taken.ok) throw fail('rate_limit_exceeded', { retryAfter: Math.ceil(taken.retryAfterMs / 1000) })
}
