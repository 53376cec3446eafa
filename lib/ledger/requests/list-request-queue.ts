import 'server-only'
import * as z from 'zod'
import { containing } from '@/lib/db/containing'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { exactDecimal } from '@/lib/json'
import { pageOf, readCursor } from '@/lib/paging'
import type { RequestKind } from '../names'
import type { QueueFilter, RequestsToDecide, RequestToDecide } from '../request-schema'
import { requestColumns, requestRow, requestView } from './request-row'

const queuedRow = requestRow.extend({
  username: z.string(),
  since: z.date(),
  cash: z.bigint(),
  granted: z.bigint(),
  decider: z.string().nullable(),
  approved: z.int(),
  rejected: z.int(),
})

/** The provider's page is the payer's alone. */
const show = (row: z.infer<typeof queuedRow>): RequestToDecide => ({
  ...requestView({ ...row, pay_url: null }),
  user: { id: row.user_id, username: row.username, since: row.since.toISOString() },
  wallet: { cash: exactDecimal(row.cash), grant: exactDecimal(row.granted) },
  earlier: { approved: row.approved, rejected: row.rejected },
  decidedBy: row.decider,
})

/** What an operator has to do something about: decide, or send the money. */
const waiting = "(r.state = 'pending' or (r.kind = 'withdrawal' and r.state = 'approved'))"
const before = (states: string) =>
  `(select count(*)::int from money_requests o where o.user_id = r.user_id and o.kind = r.kind and o.id <> r.id and o.state in (${states}))`

const place = z.tuple([z.string()])

/** Lists what waits for operators, the longest first, or what is done, the newest first. What waits for a payer is in neither. */
export async function listRequestQueue(kind: RequestKind, { view, search, cursor, limit }: QueueFilter): Promise<RequestsToDecide> {
  const [after = null] = readCursor(cursor, place) ?? []
  const [order, beyond] = view === 'waiting' ? ['asc', '>'] : ['desc', '<']
  const rows = await rowsOf(
    pool(),
    queuedRow,
    `select ${requestColumns}, u.username, u.created_at as since, w.cash, w.granted, d.username as decider,
       ${before("'approved', 'paid'")} as approved, ${before("'rejected'")} as rejected
     from money_requests r join users u on u.id = r.user_id join wallets w on w.id = r.wallet_id left join users d on d.id = r.decided_by
     where r.kind = $1 and ${view === 'waiting' ? waiting : `not ${waiting} and r.state <> 'unpaid'`}
       and ($2::text is null or concat_ws(E'\\n', u.username, u.email, r.note, r.payment, r.id) ilike $2)
       and ($3::text is null or r.id ${beyond} $3 collate "C")
     order by r.id collate "C" ${order} limit $4`,
    [kind, search ? containing(search) : null, after, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.id])
  return { requests: page.map(show), nextCursor }
}

const countRow = z.object({ kind: z.string(), count: z.int() })

/** How many requests of each kind wait for an operator. */
export async function countRequestsWaiting(): Promise<{ recharges: number; withdrawals: number }> {
  const rows = await rowsOf(
    pool(),
    countRow,
    `select r.kind, count(*)::int as count from money_requests r where ${waiting} group by r.kind`,
  )
  const counts = new Map(rows.map(({ kind, count }) => [kind, count]))
  return { recharges: counts.get('recharge') ?? 0, withdrawals: counts.get('withdrawal') ?? 0 }
}
