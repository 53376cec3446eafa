import 'server-only'
import { userOfToken } from '@/lib/auth/token'
import { catalog } from '@/lib/catalog/catalog'
import { addressIn } from '@/lib/client-address'
import { fail, isAppError } from '@/lib/errors'
import { type KeyRow, keyBySecret, type SecretCheck } from '@/lib/keys/key-by-secret'
import { touchKeys } from '@/lib/keys/touch-keys'
import { levelsOf } from '@/lib/limits/level'
import { onCampus } from '@/lib/settings/campus'
import { refreshUser, type UserRow, userById } from '@/lib/users/users'
import type { Call } from './call'
import type { Caller } from './caller'
import { slowDown } from './wrong-keys'

const reasons = { malformed: 'invalid_api_key', bad_checksum: 'key_mistyped', unknown: 'invalid_api_key', deleted: 'key_deleted' } as const

/** The secret that was sent, by either name. */
export function secretOf({ authorization, 'x-api-key': other }: Call['headers']): string {
  const bearer = authorization?.replace(/^Bearer\s+/i, '').trim()
  const header = typeof other === 'string' ? other.trim() : undefined
  if (bearer && header && bearer !== header) throw fail('keys_differ')
  const secret = bearer || header
  if (!secret) throw fail('key_missing')
  return secret
}

/** Who is calling: the key (or the signed-in user) exists and may be used here and now. Which model it may use is judged later. */
export async function authenticate(call: Call, address: string | undefined): Promise<Caller> {
  try {
    if (!onCampus('gateway', address)) throw fail('ip_not_allowed', { message: 'The gateway is open to the campus network only.' })
    const secret = secretOf(call.headers)
    return isToken(secret) ? await bySession(secret) : await byKey(secret, address)
  } catch (error) {
    if (isAppError(error) && error.status === 401) await slowDown(address, error)
    throw error
  }
}

const isToken = (secret: string): boolean => secret.startsWith('eyJ') && secret.includes('.')

async function bySession(token: string): Promise<Caller> {
  const session = await userOfToken(token)
  if (!session) throw fail('invalid_api_key', { message: 'The token is not valid or has expired. Sign in again.' })
  return callerOf(session.user, null)
}

async function byKey(secret: string, address: string | undefined): Promise<Caller> {
  const found = keyBySecret(secret)
  const check: SecretCheck = found instanceof Promise ? await found : found
  if (!check.ok) throw fail(reasons[check.reason])
  const { key } = check
  if (!key.enabled) throw fail('key_disabled')
  if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) throw fail('key_expired')
  const known = userById(key.userId)
  const user = (known instanceof Promise ? await known : known) ?? (await justRegistered(key.userId))
  if (!user) throw fail('invalid_api_key')
  if (!key.scopes.includes('gateway') && !key.scopes.includes('global')) throw fail('key_scope')
  if (key.allowedIps.length > 0 && !addressIn(address, key.allowedIps)) throw fail('ip_not_allowed')
  const caller = callerOf(user, key)
  touchKeys(key.id)
  return caller
}

/** A key that is there names a user that is there: another process registered them a moment ago. */
async function justRegistered(id: number): Promise<UserRow | undefined> {
  await refreshUser(id)
  return userById(id)
}

/** A user who may call, with the group whose prices and limits count. */
export function callerOf(user: UserRow, key: KeyRow | null): Caller {
  if (!user.enabled) throw fail('user_disabled')
  const { groups } = catalog()
  // A key's group counts while its owner may still choose it, so that nobody keeps the prices of a group they have left.
  const chosen = key?.group ? groups.get(key.group) : undefined
  const group = chosen && (chosen.selectable || chosen.name === user.group) ? chosen : groups.get(user.group)
  if (!group) throw fail('forbidden', { message: 'The group of this user no longer exists. Ask an operator.' })
  return { user, key, group, levels: levelsOf({ user, key, group }) }
}
