import type { Tx } from '../../lib/db/prisma.ts'
import { run } from '../../lib/db/rows.ts'

export const dayMs = 86_400_000

/**
 * Moves the demo's transfers to the mornings of their days, because all of them were made now. No sum contains a time, so the books still
 * balance. The table, which refuses changes, is opened for this one transaction.
 */
export async function backdate(
  tx: Tx,
  { sinceTransfer, days }: { sinceTransfer: bigint; days: { upTo: bigint; day: Date }[] },
): Promise<void> {
  await run(tx, 'alter table transfers disable trigger transfers_append_only')
  let from = sinceTransfer
  for (const { upTo, day } of days) {
    await run(tx, 'update transfers set time = $3 where id > $1 and id <= $2', [from, upTo, new Date(day.getTime() + 1_800_000)])
    from = upTo
  }
  await run(tx, 'alter table transfers enable trigger transfers_append_only')
}

/** Makes partitions for the months that the demo reaches back to. */
export async function makeParts(tx: Tx, since: Date): Promise<void> {
  await run(tx, 'select make_usage_partitions($1::timestamptz, now())', [since])
}
