import 'server-only'
import { createHmac } from 'node:crypto'
import { decode, encode } from 'next-auth/jwt'
import { env } from '@/lib/env'
import { once } from '@/lib/once'
import { knownUser, type UserRow } from '@/lib/users/users'
import { liveSession, sessionDays } from './sessions'

export const tokenSeconds = sessionDays * 86_400
const mostKept = 5000
const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url')

/** Signs and encrypts sessions; derived, so that no other use of the key can make a token. */
export const tokenSecret = (): string =>
  once('token.secret', () => createHmac('sha256', env().secretKey).update('atrium sessions').digest('base64'))

interface Claims {
  userId: number
  sessionId: string
  signedInAt: Date
  /** Milliseconds. */
  expiresAt: number
}
const kept = once('token.claims', () => new Map<string, Claims>())

/** The token of a session: bearer on the API and value of the browser's cookie. `signedInAt` is when the password was given. */
export function issueToken({ userId, sessionId, signedInAt }: { userId: number; sessionId: string; signedInAt: Date }): Promise<string> {
  const token = { sub: String(userId), sid: sessionId, signedInAt: Math.floor(signedInAt.getTime() / 1000) }
  return encode({ token, secret: tokenSecret(), maxAge: tokenSeconds })
}

async function claimsOf(token: string): Promise<Claims | null> {
  const known = kept.get(token)
  if (known) return known
  // Only what we make ourselves is looked at: no other algorithm, no tokens of any size.
  if (token.length > 4096 || token.split('.', 1)[0] !== header) return null
  const payload = await decode({ token, secret: tokenSecret() }).catch(() => null)
  const { sub, sid, signedInAt, exp } = (payload ?? {}) as Record<string, unknown>
  if (typeof sub !== 'string' || typeof sid !== 'string' || typeof signedInAt !== 'number' || typeof exp !== 'number') return null
  const claims = { userId: Number(sub), sessionId: sid, signedInAt: new Date(signedInAt * 1000), expiresAt: exp * 1000 }
  if (kept.size >= mostKept) kept.clear()
  kept.set(token, claims)
  return claims
}

/** Who a token (bearer or cookie) speaks for now; null when it is not ours, has expired, was revoked, or its user is disabled. */
export async function userOfToken(token: string): Promise<{ user: UserRow; sessionId: string; signedInAt: Date } | null> {
  const claims = await claimsOf(token)
  if (!claims || claims.expiresAt <= Date.now()) return null
  const session = await liveSession(claims.sessionId)
  if (!session || session.userId !== claims.userId) return null
  const user = await knownUser(claims.userId)
  return user?.enabled ? { user, sessionId: claims.sessionId, signedInAt: claims.signedInAt } : null
}
