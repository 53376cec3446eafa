import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'

const indexRow = z.object({ index: z.string() })
const indexes = `
  select i.inhrelid::regclass::text as index from pg_index p join pg_class c on c.oid = p.indexrelid join pg_inherits i on i.inhparent = c.oid
  where p.indrelid = 'usage_records'::regclass and c.relam = (select oid from pg_am where amname = 'brin')`
const lockTaken = '55P03'

/**
 * Sums up the pages of records that the BRIN indexes do not know yet, and which every search must therefore read. Autovacuum does this within a
 * minute, but it keeps only 256 requests and drops the others when many calls come at once. A partition that it works on is left to it.
 */
export async function summariseRecords(): Promise<void> {
  for (const { index } of await rowsOf(pool(), indexRow, indexes))
    await transaction(async (tx) => {
      await run(tx, "set local lock_timeout = '100ms'")
      await run(tx, 'select brin_summarize_new_values($1::regclass)', [index])
    }).catch((error: { code?: string }) => {
      if (error.code !== lockTaken) throw error
    })
}
