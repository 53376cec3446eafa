import 'server-only'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'
import { confirmPassword, type Source } from './sign-in'

interface Claimed extends Source {
  userId: number
  /** When the password was last given. */
  signedInAt: Date | null
  /** What is given now. */
  password: string | undefined
}

/**
 * Makes sure that it is the user, and not somebody at a session that was left open: by the password, which is checked when it is given, or
 * by a sign-in that is young enough. Throws `wrong_password` or `reauthenticate`.
 */
export async function confirmOwner({ userId, signedInAt, password, ...source }: Claimed): Promise<void> {
  if (password !== undefined) return confirmPassword(userId, password, source)
  const age = signedInAt === null ? Number.POSITIVE_INFINITY : Date.now() - signedInAt.getTime()
  if (age > settings().freshSessionHours * 3_600_000) throw fail('reauthenticate')
}
