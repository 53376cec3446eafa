import 'server-only'
import { sessionCookie } from '@/lib/auth/cookie'
import { isToken, userOfToken } from '@/lib/auth/token'
import { fail } from '@/lib/errors'
import { touchKey } from '@/lib/keys/touch-key'
import { usableKey } from '@/lib/keys/usable-key'
import { knownUser, type UserRow } from '@/lib/users/users'
import { cookieOf } from './cookies'

export interface PortalCaller {
  user: UserRow
  /** How the caller proved it: the browser's session, the token of /api/auth/login, or an API key of scope `portal`. */
  via: 'cookie' | 'token' | 'key'
  sessionId: string | null
  /** When the password was last given; null for an API key. */
  signedInAt: Date | null
  keyId: string | null
}

/** Finds the caller. Undefined when no credentials were sent; throws for credentials that are not valid. */
export async function portalCallerOf(headers: Headers, address: string | undefined): Promise<PortalCaller | undefined> {
  const authorization = headers.get('authorization')?.trim()
  if (authorization) {
    const secret = authorization.replace(/^Bearer\s+/i, '')
    if (!isToken(secret)) return keyCaller(secret, address)
    const caller = await tokenCaller(secret, 'token', address)
    if (!caller) throw fail('not_signed_in')
    return caller
  }
  const cookie = cookieOf(headers, sessionCookie().name)
  return cookie ? tokenCaller(cookie, 'cookie', address) : undefined
}

async function tokenCaller(token: string, via: 'cookie' | 'token', address: string | undefined): Promise<PortalCaller | undefined> {
  const known = await userOfToken(token, { address })
  return known ? { user: known.user, via, sessionId: known.sessionId, signedInAt: known.signedInAt, keyId: null } : undefined
}

/** Finds the owner of an API key, when the key may be used now on the portal's API from this address. */
async function keyCaller(secret: string, address: string | undefined): Promise<PortalCaller> {
  const key = await usableKey(secret, address, ['portal'])
  const user = await knownUser(key.userId)
  if (!user) throw fail('invalid_api_key')
  if (!user.enabled) throw fail('user_disabled')
  touchKey(key.id)
  return { user, via: 'key', sessionId: null, signedInAt: null, keyId: key.id }
}
