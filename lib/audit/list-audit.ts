import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { pageOf, readCursor } from '@/lib/paging'
import type { AuditAnswer, auditParams } from './schema'

const place = z.tuple([z.iso.datetime(), z.string()])

const auditRow = z.object({
  id: z.string(),
  time: z.date(),
  stamp: z.string(),
  actor_id: z.int().nullable(),
  username: z.string().nullable(),
  action: z.string(),
  subject: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  address: z.string().nullable(),
  request_id: z.string().nullable(),
})

/** Lists audit entries, newest first. `action` also takes a prefix such as `user.`, and `subject` one such as `user:`. */
export async function listAudit(query: z.output<typeof auditParams>): Promise<AuditAnswer> {
  const after = readCursor(query.cursor, place)
  const rows = await rowsOf(
    pool(),
    auditRow,
    `select a.*, to_char(a.time at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as stamp, u.username from audit_entries a left join users u on u.id = a.actor_id
     where ($1::text is null or starts_with(a.action, $1)) and ($2::int is null or a.actor_id = $2) and ($3::text is null or a.subject = $3 or (right($3, 1) = ':' and starts_with(a.subject, $3)))
       and ($9::text is null or ($9 = 'system' and a.actor_id is null) or a.actor_id = (select id from users where lower(username) = lower($9) limit 1))
       and ($4::timestamptz is null or a.time >= $4) and ($5::timestamptz is null or a.time < $5)
       and ($6::timestamptz is null or (a.time, a.id) < ($6, $7))
     order by a.time desc, a.id desc limit $8`,
    [
      query.action ?? null,
      query.actorId ?? null,
      query.subject ?? null,
      query.from ?? null,
      query.to ?? null,
      after?.[0] ?? null,
      after?.[1] ?? null,
      query.limit + 1,
      query.actor || null,
    ],
  )
  const { page, nextCursor } = pageOf(rows, query.limit, (row) => [row.stamp, row.id])
  const entries = page.map((row) => ({
    id: row.id,
    time: row.time.toISOString(),
    actor: row.actor_id === null ? null : { id: row.actor_id, username: row.username ?? `#${row.actor_id}` },
    action: row.action,
    subject: row.subject,
    before: row.before,
    after: row.after,
    address: row.address,
    requestId: row.request_id,
  }))
  return { entries, nextCursor }
}
