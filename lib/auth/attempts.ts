import { addressBucket } from '@/lib/addresses/client-address'
import { isUnnamedProxy } from '@/lib/addresses/unnamed-proxies'
import { fail } from '@/lib/errors'
import { slidingWindow } from '@/lib/throttle/sliding-window'

const windowMs = 15 * 60_000
/** Failures of an account from one address. An attacker locks out only their own address, not the owner of the account. */
const perAccountHere = 10
/** Failures of an account from all addresses: the number that NIST SP 800-63B allows. */
const perAccount = 100
/**
 * Failures of an address. The limit is high, because a campus signs in from behind one address; users are protected by the limit per
 * account. It does not count for a proxy that the operator did not name, since a stranger's guesses would lock everybody out there.
 * Somebody near enough to look like such a proxy is limited by account and by minute only.
 */
const perAddress = 200

const failures = () => slidingWindow('auth.failures', windowMs)

/**
 * Counts an attempt as failed before its password is checked, so that many at once gain nothing. `passed` takes it back. `account` is the
 * user, or the name when nobody has it: both answer alike.
 */
export function beginAttempt(account: string, address: string | undefined): { passed(): void } {
  const window = failures()
  const place = addressBucket(address)
  const [source, here] = [`address ${place}`, `${account} from ${place}`]
  const counted: string[] = []
  const limits: [name: string, most: number][] = [
    [here, perAccountHere],
    [account, perAccount],
  ]
  if (!isUnnamedProxy(address)) limits.unshift([source, perAddress])
  for (const [name, limit] of limits) {
    const taken = window.take(name, limit)
    if (!taken.ok) {
      for (const each of counted) window.undo(each)
      throw fail('login_limited', { retryAfter: Math.ceil(taken.retryAfterMs / 1000) })
    }
    counted.push(name)
  }
  return {
    passed() {
      window.forget(here)
      window.undo(account)
      if (counted.includes(source)) window.undo(source)
    },
  }
}
