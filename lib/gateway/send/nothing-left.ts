import { type AppError, fail } from '@/lib/errors'
import type { Hindrance } from '../choose/pick-target'
import type { Failure } from './failure'

/** Where no call has ended yet. */
const unknownWaitMs = 2000
const seconds = (ms: number[]): number | undefined => (ms.length === 0 ? undefined : Math.max(1, Math.ceil(Math.min(...ms) / 1000)))

/** Makes the error for a call that no target could serve. It tells the caller what would help, not what went wrong at which upstream. */
export function nothingLeft(failures: Failure[], { open, rest, full }: Hindrance): AppError {
  const cause = failures.map(({ reason }) => reason).join(', ') || undefined
  if (failures.length === 0) {
    if (full.length > 0) return fail('queue_full', { retryAfter: seconds(full.map((ms) => ms ?? unknownWaitMs)) })
    if (rest.length > 0) return fail('upstream_rate_limit', { retryAfter: seconds(rest) })
    if (open.length > 0) return fail('upstream_unavailable', { retryAfter: seconds(open) })
    return fail('upstream_unavailable', { message: 'No backend of this model is switched on. Ask an operator, or choose another model.' })
  }
  if (failures.every(({ kind }) => kind === 'busy')) {
    const waits = [...rest, ...failures.flatMap(({ retryAfterMs }) => retryAfterMs ?? [])]
    return fail('upstream_rate_limit', { retryAfter: seconds(waits), cause })
  }
  if (failures.every(({ kind }) => kind === 'timeout')) return fail('upstream_timeout', { cause })
  return fail('upstream_failed', { cause })
}
