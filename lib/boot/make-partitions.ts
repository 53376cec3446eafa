import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'

const monthRow = z.object({ month: z.date() })

/**
 * This month, the next three, and those whose records lie in the default partition because they had none: records that were restored, or
 * written while a clock stood wrong. Times that no record can have stay there.
 */
const monthsSql = `
  select date_trunc('month', now(), 'UTC') + make_interval(months => n) as month from generate_series(0, 3) n
  union select date_trunc('month', time, 'UTC') from usage_records_default
  where time >= now() - interval '120 months' and time < date_trunc('month', now(), 'UTC') + interval '4 months'
  order by month desc`

/**
 * Makes the partitions of usage records, each in a transaction of its own. Making one waits for all readers, and all calls wait behind it.
 * It therefore gives up after a moment while somebody reads for long (a backup), and the next turn tries again.
 */
export async function makePartitions(): Promise<void> {
  for (const { month } of await rowsOf(pool(), monthRow, monthsSql))
    await transaction(async (tx) => {
      await run(tx, "set local lock_timeout = '300ms'")
      await run(tx, 'select make_usage_partitions($1::timestamptz, $1::timestamptz)', [month])
    })
}
