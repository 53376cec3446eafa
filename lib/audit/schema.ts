import * as z from 'zod'
import { pageQuery } from '@/lib/paging'
import { time } from '@/lib/time'

export const auditParams = z.strictObject({
  ...pageQuery,
  /** The name of who acted, or `system`. */
  actor: z.string().max(100).trim().optional(),
  action: z.string().max(100).optional(),
  actorId: z.coerce.number().int().positive().max(2_147_483_647).optional(),
  subject: z.string().max(200).optional(),
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
  format: z.enum(['json', 'csv']).default('json'),
})

export type AuditQuery = z.input<typeof auditParams>

export const auditEntry = z.object({
  id: z.string(),
  time,
  actor: z.object({ id: z.int(), username: z.string() }).nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
  requestId: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof auditEntry>
export const auditPage = z.object({ entries: z.array(auditEntry), nextCursor: z.string().nullable() })
export type AuditAnswer = z.infer<typeof auditPage>
