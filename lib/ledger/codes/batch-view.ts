import { exactDecimal } from '@/lib/json'
import type { CodeBatch } from '../schema'
import type { BatchRow } from './list-code-batches'

export const batchView = ({ expires_at, created_at, grant_days, created_by: _, amount, ...batch }: BatchRow): CodeBatch => ({
  ...batch,
  amount: exactDecimal(amount),
  expiresAt: expires_at?.toISOString() ?? null,
  grantDays: grant_days,
  createdAt: created_at.toISOString(),
})
