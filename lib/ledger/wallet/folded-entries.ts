import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { pageOf, readCursor } from '@/lib/paging'
import { accountColumn, type EntriesOf, type Entry, entriesIn, foldedRow } from './entries'
import { inSpan, type LedgerSpan } from './span'

const lastOf = (after: string) => `(array_agg(${after} order by line desc) filter (where ${after} is not null))[1] as ${after}`

const foldedSql = `
  select max(line) as line, max(time) as time, min(kind) as kind, min(transfer_id) as transfer_id,
    coalesce('day:' || day, min(reference)) as reference, min(note) as note,
    sum(cash)::bigint as cash, sum(granted)::bigint as granted, sum(points)::bigint as points,
    ${lastOf('cash_after')}, ${lastOf('granted_after')}, ${lastOf('points_after')},
    case when day is not null then count(*)::int end as calls
  from (
    select *, case when kind = 'charge' and transfer_id is null then to_char(time at time zone $4, 'YYYY-MM-DD') end as day
    from ledger_lines where wallet_id = $1 and ${inSpan('$2', '$3')}) lines
  group by day, case when day is null then line end`

const monthRow = z.object({ month: z.string().nullable() })
// Lines are numbered as they are written, so the newest one before a time is found from the end.
const monthBefore = `select to_char(time at time zone $3, 'YYYY-MM') as month from ledger_lines
  where wallet_id = $1 and ($2::timestamptz is null or time < $2) order by line desc limit 1`

const place = z.tuple([z.string().regex(/^\d{4}-\d\d$/), z.string().regex(/^\d{0,18}$/)])

interface Folded extends EntriesOf {
  zone: string
  /** The bounds of a month. */
  spanOfMonth: (month: string) => Promise<LedgerSpan>
}

/**
 * Lists the wallet's history with the charges of each day as one entry, the newest first: of the span, or month by month. A page ends with
 * its month, so that a day is never cut.
 */
export async function foldedEntries({ walletId, account, span, cursor, limit, zone, spanOfMonth }: Folded) {
  const [at, line] = readCursor(cursor, place) ?? []
  const bounded = span && (span.from !== null || span.to !== null) ? span : undefined
  const month = bounded ? '0000-00' : (at ?? (await newestMonth(walletId, null, zone)))
  if (month === null) return { entries: [], nextCursor: null }
  const within = bounded ?? (await spanOfMonth(month))
  const rows = await rowsOf(
    pool(),
    foldedRow,
    `select * from (${foldedSql}) folded where ($5::bigint is null or line < $5) ${account ? `and ${accountColumn[account]} <> 0` : ''}
     order by line desc limit $6`,
    [walletId, within.from, within.to, zone, line || null, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [month, String(row.line)])
  const entries = page.flatMap(entriesIn).filter((entry: Entry) => account === undefined || entry.account === account)
  if (nextCursor !== null || bounded) return { entries, nextCursor }
  const before = await newestMonth(walletId, within.from, zone)
  return { entries, nextCursor: before === null ? null : pageOf([0, 0], 1, () => [before, '']).nextCursor }
}

async function newestMonth(walletId: number, before: Date | null, zone: string): Promise<string | null> {
  const [row] = await rowsOf(pool(), monthRow, monthBefore, [walletId, before, zone])
  return row?.month ?? null
}
