import { fail } from '@/lib/errors'

/** The minimum, whatever the setting says. */
const shortestEver = 6

/** Throws unless this may become a password. It counts characters, not UTF-16 units. */
export function checkNewPassword(password: string, minLength: number, field = 'password'): void {
  const least = Math.max(shortestEver, minLength)
  if (Array.from(password).length < least) throw fail('invalid_request', { fields: { [field]: `at_least:${least}` } })
}
