import 'server-only'
import type { Tx } from '@/lib/db/prisma'
import { run } from '@/lib/db/rows'

const sql = `
with lots as (
  select id, remaining, sum(remaining) over () - (select granted from wallets where id = $1::int) as excess,
    sum(remaining) over (order by expires_at nulls last, id) - remaining as before
  from grant_lots where wallet_id = $1::int and remaining > 0)
update grant_lots g set remaining = g.remaining - least(g.remaining, lots.excess - lots.before)::bigint
from lots where g.id = lots.id and lots.excess > lots.before`

/**
 * Shares what settlements have taken from the grant account among its lots, the earliest to expire first, so that the lots add up to the
 * account again. The wallet must have been locked by an earlier statement of the same transaction.
 */
export async function reconcileLots(tx: Tx, walletId: number): Promise<void> {
  await run(tx, sql, [walletId])
}
