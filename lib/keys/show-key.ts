import { exactDecimal } from '@/lib/json'
import type { KeyRow } from './key-row'
import type { ShownKey } from './schema'

/** What its owner sees of a key. */
export const showKey = (row: KeyRow): ShownKey => ({
  id: row.id,
  name: row.name,
  preview: row.preview,
  scopes: row.scopes,
  enabled: row.enabled,
  spendLimit: row.ceilingNanos === null ? null : exactDecimal(row.ceilingNanos),
  spent: exactDecimal(row.spentNanos),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  allowedIps: row.allowedIps,
  models: row.models,
  group: row.group,
  rateLimit: row.limits,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})
