import 'server-only'
import * as z from 'zod'
import { exactDecimal } from '@/lib/json'
import { settings } from '@/lib/settings/settings'
import { requestKinds, requestStates } from '../names'
import type { MoneyRequest } from '../request-schema'

export const requestRow = z.object({
  id: z.string(),
  kind: z.enum(requestKinds),
  user_id: z.int(),
  wallet_id: z.int(),
  amount: z.bigint(),
  method: z.string(),
  note: z.string().nullable(),
  payee_preview: z.string().nullable(),
  state: z.enum(requestStates),
  reason: z.string().nullable(),
  payment: z.string().nullable(),
  pay_url: z.string().nullable(),
  created_at: z.date(),
  decided_by: z.int().nullable(),
  decided_at: z.date().nullable(),
  paid_at: z.date().nullable(),
})
export type RequestRow = z.infer<typeof requestRow>
export const requestColumns = Object.keys(requestRow.shape)
  .map((name) => `r.${name}`)
  .join(', ')

export const requestView = (row: RequestRow): MoneyRequest => ({
  id: row.id,
  amount: exactDecimal(row.amount),
  currency: settings().currency,
  method: row.method,
  note: row.note,
  account: row.payee_preview,
  state: row.state,
  reason: row.reason,
  payment: row.payment,
  payUrl: row.state === 'unpaid' ? row.pay_url : null,
  createdAt: row.created_at.toISOString(),
  decidedAt: row.decided_at?.toISOString() ?? null,
  paidAt: row.paid_at?.toISOString() ?? null,
})
