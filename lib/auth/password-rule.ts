import { fail } from '@/lib/errors'

const never = 6

/** A password that is to become somebody's, judged by the setting. */
export function checkNewPassword(password: string, minLength: number, field = 'password'): void {
  const least = Math.max(never, minLength)
  if (Array.from(password).length < least) throw fail('invalid_request', { fields: { [field]: `at_least:${least}` } })
}
