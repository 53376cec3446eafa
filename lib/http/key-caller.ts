import 'server-only'
import { fail } from '@/lib/errors'
import { touchKeys } from '@/lib/keys/touch-keys'
import { usableKey } from '@/lib/keys/usable-key'
import { knownUser } from '@/lib/users/users'
import type { Caller } from './caller'

/** The owner of an API key, when the key may be used on the portal's API from this address now. */
export async function keyCaller(secret: string, address: string | undefined): Promise<Caller> {
  const key = await usableKey(secret, address, ['portal'])
  const user = await knownUser(key.userId)
  if (!user) throw fail('invalid_api_key')
  if (!user.enabled) throw fail('user_disabled')
  touchKeys(key.id)
  return { user, via: 'key', sessionId: null, signedInAt: null, keyId: key.id }
}
