import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { closeMonth } from '@/lib/ledger/wallet/close-month'
import { log } from '@/lib/log'
import { settings } from '@/lib/settings/settings'

const monthRow = z.object({ month: z.string() })

/** The months before the last `$1` full ones that have a partition. */
const oldMonths = `
  select replace(right(relname, 7), '_', '-') as month from pg_inherits join pg_class c on c.oid = inhrelid
  where inhparent = 'usage_records'::regclass and relname ~ '^usage_records_[0-9]{4}_[0-9]{2}$'
    and right(relname, 7) < to_char(now() at time zone 'UTC' - make_interval(months => $1::int), 'YYYY_MM')
  order by month`

/** Closes the months whose usage records are older than the setting `recordMonths` keeps them. */
export async function closeMonths(): Promise<void> {
  const { recordMonths } = settings()
  if (recordMonths === 0) return
  for (const { month } of await rowsOf(pool(), monthRow, oldMonths, [recordMonths])) {
    const reason = await closeMonth(month)
    if (reason) log('warn', 'a month of usage records cannot be closed yet', { month, reason })
  }
}
