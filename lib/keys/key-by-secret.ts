import 'server-only'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { lookupHash } from '@/lib/seal'
import { strangers } from '@/lib/throttle/strangers'
import { keyCache, type SecretCheck } from './key-cache'
import { keyRow, selectKeys } from './key-row'
import { checkSecret } from './secret'

/**
 * Finds the key of a secret. It answers at once when the key was asked for lately, and never looks up a mistyped secret. A secret that is
 * new to this process waits in the lane of its address; it throws `too_many_failures` when too many from there were wrong, and
 * `unavailable` when too many wait.
 */
export function keyBySecret(secret: string, address: string | undefined): SecretCheck | Promise<SecretCheck> {
  const cache = keyCache()
  const known = () => cache.get(secret)
  const kept = known()
  if (kept) return kept
  const written = checkSecret(secret)
  if (written !== 'ok') return { ok: false, reason: written }
  const look = () => cache.load(secret, () => lookUp(secret))
  if (cache.wasRight(secret)) return look()
  return strangers('keys').ask(address, { shown: secret, known, look, inVain: ({ ok }) => !ok })
}

async function lookUp(secret: string): Promise<SecretCheck> {
  const sql = { name: 'key-by-secret', text: `${selectKeys} where k.hash = $1` }
  const [key] = await rowsOf(pool(), keyRow, sql, [Buffer.from(lookupHash('api-key-lookup', secret))])
  if (!key) return { ok: false, reason: 'unknown' }
  return key.deletedAt ? { ok: false, reason: 'deleted' } : { ok: true, key }
}
