import { addressBucket } from '@/lib/addresses/client-address'
import { isUnnamedProxy } from '@/lib/addresses/unnamed-proxies'
import { fail } from '@/lib/errors'
import { slidingWindow } from '@/lib/throttle/sliding-window'
import { emailKey } from '@/lib/users/username'

const links = () => slidingWindow('auth.links', 3_600_000)
const perAccount = 5
/** Above that of an account, because the first link comes with the registration. */
const perMailbox = 10
/** High, because a campus asks from behind one address. */
const perAddress = 100

/**
 * Counts a mail with a link that somebody asks for. `account` is what was asked for, whether or not somebody has that name, so that both
 * are refused alike.
 */
export function takeLink(account: string, address: string | undefined): void {
  const window = links()
  const names: [name: string, most: number][] = [[account, perAccount]]
  if (!isUnnamedProxy(address)) names.push([`address ${addressBucket(address)}`, perAddress])
  for (const [name, most] of names) {
    const taken = window.take(name, most)
    if (!taken.ok) throw fail('rate_limit_exceeded', { retryAfter: Math.ceil(taken.retryAfterMs / 1000) })
  }
}

/** Counts a link that is mailed to an address of which nobody knows whose it is. False when it got many, also from several accounts. */
export const mayMailLink = (to: string): boolean => links().take(`to ${emailKey(to)}`, perMailbox).ok
