import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'

/** Creates the spend limits of new keys, in the transaction that creates the keys. A limit whose `ceilingNanos` is null only counts. */
export async function openLimits(tx: Tx, limits: { id: string; ceilingNanos: bigint | null }[]): Promise<void> {
  await run(tx, 'insert into spend_limits (id, ceiling) select * from unnest($1::text[], $2::bigint[])', [
    limits.map(({ id }) => id),
    limits.map(({ ceilingNanos }) => ceilingNanos),
  ])
}

/** Changes the ceiling alone; what was spent and what is held stay counted. */
export async function setCeiling(tx: Tx, limitId: string, ceilingNanos: bigint | null): Promise<void> {
  await run(tx, 'update spend_limits set ceiling = $2::bigint where id = $1::text', [limitId, ceilingNanos])
}
