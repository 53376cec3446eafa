import 'server-only'
import { fail } from '@/lib/errors'
import { findLogin, passwordHashOf } from '@/lib/users/find-login'
import { emailKey, usernameKey } from '@/lib/users/username'
import { type UserRow, userById } from '@/lib/users/users'
import { beginAttempt } from './attempts'
import { checkPassword } from './passwords'
import { createSession } from './sessions'
import { issueToken } from './token'

export interface Source {
  address?: string | undefined
  userAgent?: string | null
}
export interface SignedIn {
  user: UserRow
  sessionId: string
  signedInAt: Date
  token: string
}

/** Starts a session of a user whose identity is proven. */
export async function openSession(userId: number, { address, userAgent = null }: Source): Promise<SignedIn> {
  const user = await userById(userId)
  if (!user?.enabled) throw fail('user_disabled')
  const signedInAt = new Date()
  const sessionId = await createSession({ userId, address, userAgent })
  return { user, sessionId, signedInAt, token: await issueToken({ userId, sessionId, signedInAt }) }
}

/** Signs in by user name or e-mail. Neither the words nor the time of a refusal tell whether the user exists. */
export async function signIn({ name, password, ...source }: Source & { name: string; password: string }): Promise<SignedIn> {
  const found = await findLogin(name)
  const attempt = beginAttempt(
    found ? `user ${found.id}` : `name ${name.includes('@') ? emailKey(name) : usernameKey(name.trim())}`,
    source.address,
  )
  if (!(await checkPassword(password, found?.passwordHash)) || !found) throw fail('wrong_credentials')
  attempt.passed()
  return openSession(found.id, source)
}

/** Throws `wrong_password` unless it is this user's own password. Attempts are limited like signing in. */
export async function confirmPassword(userId: number, password: string, { address }: Source, field = 'password'): Promise<void> {
  const attempt = beginAttempt(`user ${userId}`, address)
  if (!(await checkPassword(password, await passwordHashOf(userId))))
    throw fail('wrong_password', { fields: { [field]: 'wrong_password' } })
  attempt.passed()
}
