import type { Limits } from '@/lib/catalog/catalog'

/** What deciding about a call needs to know of a key. */
export interface KeyRow {
  id: string
  name: string
  userId: number
  enabled: boolean
  expiresAt: Date | null
  allowedIps: string[]
  models: string[] | null
  group: string | null
  scopes: string[]
  limits: Limits
  /** Its row of `spend_limits`. */
  limitId: string
  ceilingNanos: bigint | null
}

/** What became of looking for the key of a secret. */
export type SecretCheck = { ok: true; key: KeyRow } | { ok: false; reason: 'malformed' | 'bad_checksum' | 'unknown' | 'deleted' }
