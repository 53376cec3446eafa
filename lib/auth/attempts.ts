import 'server-only'
import { addressBucket } from '@/lib/client-address'
import { fail } from '@/lib/errors'
import { slidingWindow } from '@/lib/sliding-window'

const windowMs = 15 * 60_000
const perAccount = 10
// A campus signs in from behind one address, so this is wide; what protects a user is the limit per account.
const perAddress = 200

const failures = () => slidingWindow('auth.failures', windowMs)

/**
 * Counts an attempt as failed before its password is looked at, so that many at once gain nothing. `passed` takes it back.
 * `account` is the user or, for a name that nobody has, the name: both answer alike.
 */
export function beginAttempt(account: string, address: string | undefined): { passed(): void } {
  const window = failures()
  const source = `address ${addressBucket(address)}`
  const byAddress = window.take(source, perAddress)
  const byAccount = byAddress.ok ? window.take(account, perAccount) : byAddress
  if (!byAccount.ok) {
    if (byAddress.ok) window.undo(source)
    throw fail('login_limited', { retryAfter: Math.ceil(byAccount.retryAfterMs / 1000) })
  }
  return {
    passed() {
      window.forget(account)
      window.undo(source)
    },
  }
}
