import 'server-only'
import { addressIn } from '@/lib/addresses/client-address'
import { databaseNow } from '@/lib/db/clock'
import { fail } from '@/lib/errors'
import { keyBySecret } from './key-by-secret'
import type { KeyRow } from './key-row'
import type { scopes } from './schema'

type Scope = (typeof scopes)[number]
const reasons = { malformed: 'invalid_api_key', bad_checksum: 'key_mistyped', unknown: 'invalid_api_key', deleted: 'key_deleted' } as const

/** Returns the key of this secret if it may be used now, from this address, for one of these purposes. Throws the reason otherwise. */
export async function usableKey(secret: string, address: string | undefined, purposes: readonly Scope[]): Promise<KeyRow> {
  const found = keyBySecret(secret, address)
  const check = found instanceof Promise ? await found : found
  if (!check.ok) throw fail(reasons[check.reason])
  const { key } = check
  if (key.stoppedReason !== null) throw fail('key_revoked', { message: `The API key was revoked: ${key.stoppedReason}` })
  if (!key.enabled) throw fail('key_disabled')
  if (key.expiresAt && key.expiresAt.getTime() <= databaseNow()) throw fail('key_expired')
  if (!purposes.some((purpose) => key.scopes.includes(purpose))) throw fail('key_scope')
  if (key.allowedIps.length > 0 && !addressIn(address, key.allowedIps)) throw fail('ip_not_allowed')
  return key
}
