import { addressBucket } from '@/lib/client-address'
import { fail } from '@/lib/errors'
import { slidingWindow } from '@/lib/sliding-window'
import { isUnnamedProxy } from '@/lib/unnamed-proxies'

const windowMs = 15 * 60_000
/** From one address, so that whoever guesses keeps themselves out and not the owner of the account. */
const perAccountHere = 10
/** From everywhere together: what NIST SP 800-63B allows an account. */
const perAccount = 100
/**
 * A campus signs in from behind one address, so this is wide; what protects a user is the limit per account. It does not count for a
 * proxy that the operator did not name: there a stranger's guesses would lock everybody out. Who sits near enough to look like one
 * guesses as fast as the limits of accounts and of a minute let them.
 */
const perAddress = 200

const failures = () => slidingWindow('auth.failures', windowMs)

/**
 * Counts an attempt as failed before its password is looked at, so that many at once gain nothing. `passed` takes it back.
 * `account` is the user or, for a name that nobody has, the name: both answer alike.
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
