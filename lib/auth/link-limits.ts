import { addressBucket } from '@/lib/addresses/client-address'
import { isUnnamedProxy } from '@/lib/addresses/unnamed-proxies'
import { fail } from '@/lib/errors'
import { slidingWindow } from '@/lib/throttle/sliding-window'

const hourMs = 3_600_000
const perAccount = 5
/** High, because a campus asks from behind one address. */
const perAddress = 100

/**
 * Counts a mail with a link that somebody asks for. `account` is what was asked for, whether or not somebody has that name, so that both
 * are refused alike.
 */
export function takeLink(account: string, address: string | undefined): void {
  const window = slidingWindow('auth.links', hourMs)
  const names: [name: string, most: number][] = [[account, perAccount]]
  if (!isUnnamedProxy(address)) names.push([`address ${addressBucket(address)}`, perAddress])
  for (const [name, most] of names) {
    const taken = window.take(name, most)
    if (!taken.ok) throw fail('rate_limit_exceeded', { retryAfter: Math.ceil(taken.retryAfterMs / 1000) })
  }
}
