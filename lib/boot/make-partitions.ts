import 'server-only'
import { run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'

const make = 'select make_usage_partitions(3)'
const standInTheWay = '23514'

/**
 * Records whose month had no partition lie in the default one, and their partition cannot be made beside them. So they are moved aside
 * first.
 */
const moveAside = [
  'lock table usage_records_default in access exclusive mode',
  `create temporary table strays on commit drop as select * from usage_records_default
   where time >= date_trunc('month', now(), 'UTC') and time < date_trunc('month', now(), 'UTC') + interval '5 months'`,
  'delete from usage_records_default where (time, id) in (select time, id from strays)',
]
const moveBack = 'insert into usage_records select * from strays'

/**
 * Makes the partitions of usage records for this month and the next three. Making one waits for all readers, and all calls wait behind it.
 * It therefore gives up after a moment while somebody reads for long (a backup), and the next turn tries again.
 */
export async function makePartitions(): Promise<void> {
  const inOne = (statements: string[]) =>
    transaction(async (tx) => {
      for (const statement of ["set local lock_timeout = '300ms'", ...statements]) await run(tx, statement)
    })
  try {
    await inOne([make])
  } catch (error) {
    if ((error as { code?: string }).code !== standInTheWay) throw error
    await inOne([...moveAside, make, moveBack])
  }
}
