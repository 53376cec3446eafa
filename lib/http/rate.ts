import 'server-only'
import { addressBucket } from '@/lib/addresses/client-address'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import { slidingWindow } from '@/lib/throttle/sliding-window'
import type { PortalCaller } from './caller'

/**
 * `register` and `login` count by address, `usual` by user where one is known, and `none` is not limited. `next-auth` covers what its
 * script asks for around each sign-in (providers, token, session); it is as wide as a session's rate and counts by address.
 */
export type Rate = 'usual' | 'register' | 'login' | 'next-auth' | 'none'

const minute = () => slidingWindow('http.rate', 60_000)

/** The name under which calls are counted together, and how many a minute may have. */
function bucketOf(rate: Rate, caller: PortalCaller | undefined, address: string | undefined): [name: string, limit: number] {
  const set = settings()
  const place = addressBucket(address)
  if (rate === 'register') return [`register ${place}`, set.rateRegister]
  if (rate === 'login') return [`login ${place}`, set.rateLogin]
  if (rate === 'next-auth') return [`next-auth ${place}`, set.rateSession]
  if (!caller) return [`address ${place}`, set.rateAddress]
  const { id, role } = caller.user
  if (role === 'operator' || role === 'owner') return [`operator ${id}`, set.rateOperator]
  return caller.via === 'cookie' ? [`session ${id}`, set.rateSession] : [`user ${id}`, set.rateUser]
}

/** Throws 429 with the seconds until a call would be admitted, when this one exceeds its rate. */
export function limitRate(rate: Rate, caller: PortalCaller | undefined, address: string | undefined): void {
  if (rate === 'none') return
  const [name, limit] = bucketOf(rate, caller, address)
  const taken = minute().take(name, limit)
  if (taken.ok) return
  const retryAfter = Math.ceil(taken.retryAfterMs / 1000)
  throw fail('rate_limit_exceeded', { retryAfter, message: `More than ${limit} requests a minute. Try again in ${retryAfter} s.` })
}
