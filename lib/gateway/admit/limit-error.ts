import { fail } from '@/lib/errors'
import type { LimitReached } from '@/lib/limits/judge'

const names = {
  rpm: 'requests per minute',
  tpm: 'tokens per minute',
  concurrency: 'calls at once',
  weeklyTokens: 'tokens per week',
}
const whose = { key: 'this API key', user: 'your account', group: 'your group', model: 'this model' }

/** Makes the error that names the limit. A limit that ends only after more than a minute gets a code at which agents stop. */
export function limitError({ level, limit, allowed, waitMs }: LimitReached) {
  const ends = Number.isFinite(waitMs)
  const retryAfter = ends ? Math.max(1, Math.ceil(waitMs / 1000 - 1e-9)) : undefined
  const message = `The limit of ${allowed} ${names[limit]} for ${whose[level.kind]} is reached.${retryAfter ? ` Try again in ${retryAfter} s.` : ''}`
  const lasting = !ends || limit === 'weeklyTokens'
  return fail(lasting ? 'limit_reached' : 'rate_limit_exceeded', { message, retryAfter, more: { limit, level: level.kind } })
}
