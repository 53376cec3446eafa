import 'server-only'
import type pg from 'pg'
import { transaction } from '@/lib/db/transaction'

const make = 'select make_usage_partitions(3)'
const standInTheWay = '23514'

/** Records that came while their month had no table lie in the default one, and none can be made beside them. */
const moveAside = [
  'lock table usage_records_default in access exclusive mode',
  `create temporary table strays on commit drop as select * from usage_records_default
   where time >= date_trunc('month', now(), 'UTC') and time < date_trunc('month', now(), 'UTC') + interval '5 months'`,
  'delete from usage_records_default where (time, id) in (select time, id from strays)',
]
const moveBack = 'insert into usage_records select * from strays'

/**
 * Usage records of this month and of three to come have a table of their own. Making one waits for whoever reads, and all calls wait
 * behind it: while somebody reads for long (a backup) it gives up, until the next time.
 */
export async function makePartitions(): Promise<void> {
  const inOne = (statements: string[]) =>
    transaction(async (client: pg.PoolClient) => {
      for (const statement of ["set local lock_timeout = '300ms'", ...statements]) await client.query(statement)
    })
  try {
    await inOne([make])
  } catch (error) {
    if ((error as { code?: string }).code !== standInTheWay) throw error
    await inOne([...moveAside, make, moveBack])
  }
}
