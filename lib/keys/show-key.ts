import { exactDecimal } from '@/lib/json'
import type { ShownKey } from './schema'

/** A row of `api_keys` with its spend limit, without hash and secret. */
export interface KeyRecord {
  id: string
  name: string
  preview: string
  scopes: string[]
  enabled: boolean
  expires_at: Date | null
  allowed_ips: string[]
  models: string[] | null
  group_name: string | null
  rpm: number | null
  tpm: number | null
  weekly_tokens: bigint | null
  concurrency: number | null
  limit_id: string
  ceiling: bigint | null
  spent: bigint
  created_at: Date
  last_used_at: Date | null
}

export const keyColumns = `k.id, k.name, k.preview, k.scopes, k.enabled, k.expires_at, k.allowed_ips, k.models, k.group_name, k.rpm, k.tpm,
  k.weekly_tokens, k.concurrency, k.limit_id, l.ceiling, l.spent, k.created_at, k.last_used_at`

export const showKey = (row: KeyRecord): ShownKey => ({
  id: row.id,
  name: row.name,
  preview: row.preview,
  scopes: row.scopes,
  enabled: row.enabled,
  spendLimit: row.ceiling === null ? null : exactDecimal(row.ceiling),
  spent: exactDecimal(row.spent),
  expiresAt: row.expires_at?.toISOString() ?? null,
  allowedIps: row.allowed_ips,
  models: row.models,
  group: row.group_name,
  rateLimit: {
    rpm: row.rpm,
    tpm: row.tpm,
    weeklyTokens: row.weekly_tokens === null ? null : Number(row.weekly_tokens),
    concurrency: row.concurrency,
  },
  createdAt: row.created_at.toISOString(),
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
})
