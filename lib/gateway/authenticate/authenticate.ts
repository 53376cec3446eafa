import 'server-only'
import { isToken, userOfToken } from '@/lib/auth/token'
import { catalog } from '@/lib/catalog/catalog'
import { fail, isAppError } from '@/lib/errors'
import type { KeyRow } from '@/lib/keys/key-row'
import { touchKey } from '@/lib/keys/touch-key'
import { usableKey } from '@/lib/keys/usable-key'
import { levelsOf } from '@/lib/limits/level'
import { onCampus } from '@/lib/settings/campus'
import { knownUser, type UserRow } from '@/lib/users/users'
import type { Call } from '../call/call'
import type { Caller } from '../call/caller'
import type { GatewayPath } from '../call/path'
import { slowDown } from './wrong-keys'

/** What HepAI's client sends in place of a key that it was not given. */
const none = 'NOT_GIVEN'

/** Reads the secret, wherever it stands. Google's clients alone may send it in the query. */
export function secretOf({ authorization, ...headers }: Call['headers'], route?: GatewayPath): string {
  const bearer = authorization?.replace(/^Bearer\s+/i, '')
  const query = route?.base === '/v1beta' ? new URLSearchParams(route.query).get('key') : undefined
  const given = [bearer, headers['x-api-key'], headers['x-goog-api-key'], query]
  const secrets = new Set(given.map((each) => (typeof each === 'string' ? each.trim() : '')).filter((each) => each !== '' && each !== none))
  if (secrets.size > 1) throw fail('keys_differ')
  const [secret] = secrets
  if (secret === undefined) throw fail('key_missing')
  return secret
}

/** Finds the caller: the key (or the signed-in user) exists and may be used here and now. Which models it may use is checked later. */
export async function authenticate({ headers }: Call, address: string | undefined, route?: GatewayPath): Promise<Caller> {
  try {
    if (!onCampus('gateway', address)) throw fail('ip_not_allowed', { message: 'The gateway is open to the campus network only.' })
    const secret = secretOf(headers, route)
    return isToken(secret) ? await bySession(secret, address) : await byKey(secret, address)
  } catch (error) {
    if (isAppError(error) && error.status === 401) await slowDown(address)
    throw error
  }
}

async function bySession(token: string, address: string | undefined): Promise<Caller> {
  const session = await userOfToken(token, { address })
  if (!session) throw fail('invalid_api_key', { message: 'The token is not valid or has expired. Sign in again.' })
  return callerOf(session.user, null)
}

async function byKey(secret: string, address: string | undefined): Promise<Caller> {
  const key = await usableKey(secret, address, ['gateway', 'global'])
  const known = knownUser(key.userId)
  const user = known instanceof Promise ? await known : known
  if (!user) throw fail('invalid_api_key')
  const caller = callerOf(user, key)
  touchKey(key.id)
  return caller
}

/** Makes a caller of a user, with the group whose prices and limits count. */
export function callerOf(user: UserRow, key: KeyRow | null): Caller {
  if (!user.enabled) throw fail('user_disabled')
  const { groups } = catalog()
  // A key's group counts only while its owner may choose it, so that nobody keeps the prices of a group that they have left.
  const chosen = key?.group ? groups.get(key.group) : undefined
  const group = chosen && (chosen.selectable || chosen.name === user.group) ? chosen : groups.get(user.group)
  if (!group) throw fail('forbidden', { message: 'The group of this user no longer exists. Ask an operator.' })
  return { user, key, group, levels: levelsOf({ user, key, group }) }
}
