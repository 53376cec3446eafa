import { exactDecimal } from '@/lib/json'
import type { KeyRow } from './key-row'
import type { ShownKey } from './schema'

const amount = (nanos: bigint | null): number | null => (nanos === null ? null : exactDecimal(nanos))

/** What its owner sees of a key. */
export const showKey = (row: KeyRow): ShownKey => ({
  id: row.id,
  name: row.name,
  preview: row.preview,
  scopes: row.scopes,
  enabled: row.enabled,
  spendLimit: amount(row.ceilingNanos),
  spendLimitPerDay: amount(row.dayCeilingNanos),
  spendLimitPerMonth: amount(row.monthCeilingNanos),
  spent: exactDecimal(row.spentNanos),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  allowedIps: row.allowedIps,
  models: row.models,
  group: row.group,
  cache: row.cache,
  rateLimit: row.limits,
  applicationId: row.applicationId,
  stoppedReason: row.stoppedReason,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})
