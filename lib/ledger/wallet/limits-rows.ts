import 'server-only'
import { type On, query } from './transaction-query'

/** Opens the counters of new spend limits, in the transaction that makes their keys. `ceilingNanos` null: unlimited. */
export async function openLimits(on: On, limits: { id: string; ceilingNanos: bigint | null }[]): Promise<void> {
  await query(on, 'insert into spend_limits (id, ceiling) select * from unnest($1::text[], $2::bigint[])', [
    limits.map(({ id }) => id),
    limits.map(({ ceilingNanos }) => ceilingNanos),
  ])
}

/** What was spent and is held stays counted. */
export async function setCeiling(on: On, limitId: string, ceilingNanos: bigint | null): Promise<void> {
  await query(on, 'update spend_limits set ceiling = $2::bigint where id = $1::text', [limitId, ceilingNanos])
}
