import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'

/** From when to when, without the end; null: without bounds. */
export interface LedgerSpan {
  from: Date | null
  to: Date | null
}
export interface AskedSpan {
  month?: string | undefined
  day?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

const spanRow = z.object({ from: z.date(), to: z.date() })

/** The span of a month or a day of the zone, or what is given. */
export async function spanOf({ month, day, from, to }: AskedSpan, zone: string): Promise<LedgerSpan> {
  const start = day ?? (month && `${month}-01`)
  if (start === undefined) return { from: from ? new Date(from) : null, to: to ? new Date(to) : null }
  const [span] = await rowsOf(
    pool(),
    spanRow,
    `select $1::timestamp at time zone $3 as from, ($1::timestamp + $2::interval) at time zone $3 as to`,
    [start, day === undefined ? '1 month' : '1 day', zone],
  )
  return span ?? { from: null, to: null }
}

// No call lasts a day, so `began` leaves out whole months of records.
/** Whether a line of the ledger lies in the span, whose bounds are these parameters. */
export const inSpan = (from: string, to: string): string =>
  `(${from}::timestamptz is null or (began >= ${from}::timestamptz - interval '1 day' and time >= ${from}::timestamptz))
   and (${to}::timestamptz is null or (began < ${to}::timestamptz and time < ${to}::timestamptz))`
