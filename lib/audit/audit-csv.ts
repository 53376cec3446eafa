import 'server-only'
import type * as z from 'zod'
import { csv, csvRows } from '@/lib/csv'
import { listAudit } from './list-audit'
import type { AuditEntry, auditParams } from './schema'

const head = ['time', 'id', 'actorId', 'actor', 'action', 'subject', 'before', 'after', 'address', 'requestId']
const text = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))
const rowOf = (one: AuditEntry) => [
  one.time,
  one.id,
  one.actor?.id,
  one.actor?.username,
  one.action,
  one.subject,
  text(one.before),
  text(one.after),
  one.address,
  one.requestId,
]

/** All entries of a filter as CSV, read page by page while they are sent, so that the trail may be of any length. */
export function auditCsv(query: z.output<typeof auditParams>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let cursor: string | null | undefined
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(csv(head, []))),
    async pull(controller) {
      const { entries, nextCursor } = await listAudit({ ...query, limit: 1000, cursor: cursor ?? undefined })
      if (entries.length > 0) controller.enqueue(encoder.encode(csvRows(entries.map(rowOf))))
      cursor = nextCursor
      if (cursor === null) controller.close()
    },
  })
}
