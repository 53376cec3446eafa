import 'server-only'
import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { decode, encode } from 'next-auth/jwt'
import { env } from '@/lib/env'
import { once } from '@/lib/once'
import { strangers } from '@/lib/throttle/strangers'
import { knownUser, type UserRow } from '@/lib/users/users'
import { liveSession, sessionDays } from './sessions'

export const tokenSeconds = sessionDays * 86_400
const header = Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM' })).toString('base64url')

/** The key that signs and encrypts sessions. It is derived, so that no other use of the secret can make a token. */
export const tokenSecret = (): string =>
  once('token.secret', () => createHmac('sha256', env().secretKey).update('atrium sessions').digest('base64'))

interface Claims {
  userId: number
  sessionId: string
  signedInAt: Date
  /** Milliseconds. */
  expiresAt: number
}
const kept = once('token.claims', () => new LRUCache<string, Claims>({ max: 5000 }))
/** Wrong tokens that were seen lately. They stay wrong. */
const wrong = once('token.wrong', () => new LRUCache<string, true>({ max: 1000 }))

/**
 * Makes the token of a session, which is the bearer token of the API and the value of the browser's cookie. `signedInAt` is when the
 * password was given.
 */
export function issueToken({ userId, sessionId, signedInAt }: { userId: number; sessionId: string; signedInAt: Date }): Promise<string> {
  const token = { sub: String(userId), sid: sessionId, signedInAt: Math.floor(signedInAt.getTime() / 1000) }
  return encode({ token, secret: tokenSecret(), maxAge: tokenSeconds })
}

/** Whether this looks like such a token, which has five parts, rather than an API key, which has no dot. */
export const isToken = (text: string): boolean => text.split('.', 6).length === 5

/** Null when we did not make the token. Undefined when we did and it has expired, which counts as no failure of its sender. */
async function read(token: string): Promise<Claims | null | undefined> {
  try {
    const payload = await decode({ token, secret: tokenSecret() })
    const { sub, sid, signedInAt, exp } = (payload ?? {}) as Record<string, unknown>
    if (typeof sub !== 'string' || typeof sid !== 'string' || typeof signedInAt !== 'number' || typeof exp !== 'number') return null
    const claims = { userId: Number(sub), sessionId: sid, signedInAt: new Date(signedInAt * 1000), expiresAt: exp * 1000 }
    kept.set(token, claims)
    return claims
  } catch (error) {
    wrong.set(token, true)
    return (error as { code?: string }).code === 'ERR_JWT_EXPIRED' ? undefined : null
  }
}

/** Only tokens of our own form are decrypted: no other algorithm, and no tokens of any size. */
function claimsOf(token: string, from: From | undefined): Claims | null | undefined | Promise<Claims | null | undefined> {
  const known = () => kept.get(token) ?? (wrong.has(token) ? null : undefined)
  const claims = known()
  if (claims !== undefined) return claims
  if (token.length > 4096 || token.split('.', 1)[0] !== header) return null
  const look = () => read(token)
  if (!from) return look()
  return strangers('tokens').ask(from.address, { shown: token.slice(-64), known, look, inVain: (found) => found === null })
}

/** The address that a token came from, so that made-up ones wait in its lane. */
interface From {
  address: string | undefined
}

/**
 * Finds the user of a token (bearer or cookie). Null when it is not ours, has expired, was revoked, or its user is disabled. With `from` an
 * unknown token waits in the lane of its address and rejects as `strangers` does. Without it, as for pages, it is read at once, because a
 * page costs far more than reading a token.
 */
export async function userOfToken(token: string, from?: From): Promise<{ user: UserRow; sessionId: string; signedInAt: Date } | null> {
  const claims = await claimsOf(token, from)
  if (!claims || claims.expiresAt <= Date.now()) return null
  const session = await liveSession(claims.sessionId)
  if (!session || session.userId !== claims.userId) return null
  const user = await knownUser(claims.userId)
  return user?.enabled ? { user, sessionId: claims.sessionId, signedInAt: claims.signedInAt } : null
}
