import 'server-only'
import { addressIn } from '@/lib/client-address'
import { fail } from '@/lib/errors'
import { keyBySecret } from '@/lib/keys/key-by-secret'
import { touchKeys } from '@/lib/keys/touch-keys'
import { userById } from '@/lib/users/users'
import type { Caller } from './caller'

const reasons = { malformed: 'invalid_api_key', bad_checksum: 'key_mistyped', unknown: 'invalid_api_key', deleted: 'key_deleted' } as const

/** The owner of an API key, when the key may be used on the portal's API from this address now. */
export async function keyCaller(secret: string, address: string | undefined): Promise<Caller> {
  const check = await keyBySecret(secret)
  if (!check.ok) throw fail(reasons[check.reason])
  const { key } = check
  if (!key.enabled) throw fail('key_disabled')
  if (key.expiresAt && key.expiresAt.getTime() <= Date.now()) throw fail('key_expired')
  if (key.allowedIps.length > 0 && !addressIn(address, key.allowedIps)) throw fail('ip_not_allowed')
  if (!key.scopes.includes('portal')) throw fail('key_scope')
  const user = await userById(key.userId)
  if (!user) throw fail('invalid_api_key')
  if (!user.enabled) throw fail('user_disabled')
  touchKeys(key.id)
  return { user, via: 'key', sessionId: null, signedInAt: null, keyId: key.id }
}
