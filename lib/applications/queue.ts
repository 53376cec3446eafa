import 'server-only'
import * as z from 'zod'
import { containing } from '@/lib/db/containing'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { pageOf, readCursor } from '@/lib/paging'
import { fromShown, selectShown, shownRow } from './application-row'
import { defaultAllowance } from './defaults'
import { timelineOf } from './events'
import { applicationStates } from './names'
import { applicantOf, modelsOf } from './owner'
import type { ApplicationQueue, applicationQueueFilter, QueuedApplication, QueuedOne } from './schema'
import { showApplication } from './show'

const queuedRow = shownRow.extend({
  applicant: z.object({ id: z.int(), username: z.string(), group: z.string() }),
  decidedBy: z.string().nullable(),
  earlier: z.int(),
  at: z.string(),
})
type QueuedRow = z.infer<typeof queuedRow>

const selectQueued = `${selectShown}, jsonb_build_object('id', u.id, 'username', u.username, 'group', u.group_name) as applicant, d.username as "decidedBy",
  (select count(*)::int from applications o where o.user_id = a.user_id and o.id <> a.id and o.submitted_at is not null) as earlier`
const fromQueued = `${fromShown} join users u on u.id = a.user_id left join users d on d.id = a.decided_by`
/** When it came into the list: what waits by its submission, what was decided by the last change. */
const placeOf = { waiting: 'a.submitted_at', decided: 'a.updated_at' } as const

const place = z.tuple([z.iso.datetime(), z.string()])

/** Lists what waits, the longest first, or what was decided, the newest first. */
export async function listApplicationQueue({
  view,
  search,
  cursor,
  limit,
}: z.output<typeof applicationQueueFilter>): Promise<ApplicationQueue> {
  const [time, id] = readCursor(cursor, place) ?? [null, null]
  const at = placeOf[view]
  const [order, beyond] = view === 'waiting' ? (['asc', '>'] as const) : (['desc', '<'] as const)
  const rows = await rowsOf(
    pool(),
    queuedRow,
    `${selectQueued}, to_char(${at}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at ${fromQueued}
     where ${view === 'waiting' ? "a.state = 'submitted'" : "a.state not in ('submitted', 'draft') and a.submitted_at is not null"}
       and ($1::text is null or concat_ws(E'\\n', u.username, a.email, a.project, a.supervisor, a.purpose, a.id) ilike $1)
       and ($2::timestamptz is null or (${at}, a.id collate "C") ${beyond} ($2, $3))
     order by ${at} ${order}, a.id collate "C" ${order} limit $4`,
    [search ? containing(search) : null, time, id, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.at, row.id])
  return { applications: page.map(showQueued), nextCursor }
}

const showQueued = (row: QueuedRow): QueuedApplication => ({
  ...showApplication(row),
  applicant: row.applicant,
  decidedBy: row.decidedBy,
  barred: row.barred,
  earlier: row.earlier,
})

const pastRow = z.object({
  tokens: z.coerce.number(),
  earlier: z.array(z.object({ id: z.string(), state: z.enum(applicationStates), at: z.string() })),
})

/** One application with all that a decision about it needs. Drafts are their owner's. */
export async function readQueued(id: string): Promise<QueuedOne> {
  const [row] = await rowsOf(pool(), queuedRow, `${selectQueued}, '' as at ${fromQueued} where a.id = $1 and a.submitted_at is not null`, [
    id,
  ])
  if (!row) throw fail('not_found')
  const user = await applicantOf(row.userId)
  const [events, [past]] = await Promise.all([timelineOf(pool(), id, { named: true }), rowsOf(pool(), pastRow, pastSql, [user.id, id])])
  return {
    application: showQueued(row),
    events,
    defaults: defaultAllowance(),
    models: modelsOf(user),
    past: { since: user.createdAt.toISOString(), tokens: past?.tokens ?? 0, earlier: past?.earlier ?? [] },
  }
}

const pastSql = `select
  (select coalesce(sum(h.input_tokens + h.output_tokens), 0)::float8 from usage_hours h where h.user_id = $1 and h.hour > now() - interval '30 days') as tokens,
  coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'state', o.state, 'at', to_char(o.updated_at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')) order by o.id collate "C" desc)
    from (select * from applications o where o.user_id = $1 and o.id <> $2 and o.submitted_at is not null order by o.id collate "C" desc limit 10) o), '[]') as earlier`

const waitingRow = z.object({ count: z.int() })

/** How many applications wait for an operator. */
export async function countApplicationsWaiting(): Promise<number> {
  const [row] = await rowsOf(pool(), waitingRow, "select count(*)::int as count from applications where state = 'submitted'")
  return row?.count ?? 0
}
