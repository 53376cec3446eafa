import 'server-only'
import { pool } from '@/lib/db/pool'
import { lookupHash } from '@/lib/seal'
import { strangers } from '@/lib/strangers'
import { keyCache } from './key-cache'
import type { KeyRow, SecretCheck } from './key-row'
import { checkSecret } from './secret'

/**
 * Whose key this is. At once when it was asked for lately; a mistyped one is never looked up. One that is new to this process waits its turn
 * among those from its address: throws `too_many_failures` where too many of them were wrong, `unavailable` where too many wait.
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
  const { rows } = await pool().query<Row>({
    name: 'key-by-secret',
    text: `select k.id, k.name, k.user_id, k.enabled, k.expires_at, k.allowed_ips, k.models, k.group_name, k.scopes, k.rpm, k.tpm,
      k.weekly_tokens, k.concurrency, k.limit_id, k.deleted_at, l.ceiling
      from api_keys k join spend_limits l on l.id = k.limit_id where k.hash = $1`,
    values: [Buffer.from(lookupHash('api-key-lookup', secret))],
  })
  const [row] = rows
  if (!row) return { ok: false, reason: 'unknown' }
  if (row.deleted_at) return { ok: false, reason: 'deleted' }
  return { ok: true, key: toKey(row) }
}

interface Row {
  id: string
  name: string
  user_id: number
  enabled: boolean
  expires_at: Date | null
  allowed_ips: string[]
  models: string[] | null
  group_name: string | null
  scopes: string[]
  rpm: number | null
  tpm: number | null
  weekly_tokens: bigint | null
  concurrency: number | null
  limit_id: string
  deleted_at: Date | null
  ceiling: bigint | null
}

const toKey = (row: Row): KeyRow => ({
  id: row.id,
  name: row.name,
  userId: row.user_id,
  enabled: row.enabled,
  expiresAt: row.expires_at,
  allowedIps: row.allowed_ips,
  models: row.models,
  group: row.group_name,
  scopes: row.scopes,
  limits: {
    rpm: row.rpm,
    tpm: row.tpm,
    weeklyTokens: row.weekly_tokens === null ? null : Number(row.weekly_tokens),
    concurrency: row.concurrency,
  },
  limitId: row.limit_id,
  ceilingNanos: row.ceiling,
})
