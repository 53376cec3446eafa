import 'server-only'
import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { decode, encode } from 'next-auth/jwt'
import { env } from '@/lib/env'
import { once } from '@/lib/once'
import { strangers } from '@/lib/strangers'
import { knownUser, type UserRow } from '@/lib/users/users'
import { liveSession, sessionDays } from './sessions'

export const tokenSeconds = sessionDays * 86_400
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
const kept = once('token.claims', () => new LRUCache<string, Claims>({ max: 5000 }))
/** Seen lately: they stay wrong. */
const wrong = once('token.wrong', () => new LRUCache<string, true>({ max: 1000 }))

/** The token of a session: bearer on the API and value of the browser's cookie. `signedInAt` is when the password was given. */
export function issueToken({ userId, sessionId, signedInAt }: { userId: number; sessionId: string; signedInAt: Date }): Promise<string> {
  const token = { sub: String(userId), sid: sessionId, signedInAt: Math.floor(signedInAt.getTime() / 1000) }
  return encode({ token, secret: tokenSecret(), maxAge: tokenSeconds })
}

/** Whether this looks like such a token, which has five parts, rather than an API key, which has no dot. */
export const isToken = (text: string): boolean => text.split('.', 6).length === 5

/** Null: made by nobody here. Undefined: ours, and has expired; that is no failure of whoever shows it. */
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

/** Only what we make ourselves is looked at: no other algorithm, no tokens of any size. */
function claimsOf(token: string, from: From | undefined): Claims | null | undefined | Promise<Claims | null | undefined> {
  const known = () => kept.get(token) ?? (wrong.has(token) ? null : undefined)
  const claims = known()
  if (claims !== undefined) return claims
  if (token.length > 4096 || token.split('.', 1)[0] !== header) return null
  const look = () => read(token)
  if (!from) return look()
  return strangers('tokens').ask(from.address, { shown: token.slice(-64), known, look, inVain: (found) => found === null })
}

/** Where a token came from, so that those made up there take their turns. */
interface From {
  address: string | undefined
}

/**
 * Who a token (bearer or cookie) speaks for now; null when it is not ours, has expired, was revoked, or its user is disabled. With `from`, one
 * that is new to this process takes its turn (rejects as `strangers` does); a page costs far more than reading one, and reads it at once.
 */
export async function userOfToken(token: string, from?: From): Promise<{ user: UserRow; sessionId: string; signedInAt: Date } | null> {
  const claims = await claimsOf(token, from)
  if (!claims || claims.expiresAt <= Date.now()) return null
  const session = await liveSession(claims.sessionId)
  if (!session || session.userId !== claims.userId) return null
  const user = await knownUser(claims.userId)
  return user?.enabled ? { user, sessionId: claims.sessionId, signedInAt: claims.signedInAt } : null
}
