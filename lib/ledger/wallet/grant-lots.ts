import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'

const grantLot = z.object({
  amount: z.bigint(),
  remaining: z.bigint(),
  expires_at: z.date().nullable(),
  created_at: z.date(),
})
export type GrantLot = z.infer<typeof grantLot>

// Shares what was taken among the lots the way `reconcileLots` does, but without writing it.
const sql = `
with lots as (
  select l.*, sum(l.remaining) over () - w.granted as excess,
    sum(l.remaining) over (order by l.expires_at nulls last, l.id) - l.remaining as before
  from wallets w join grant_lots l on l.wallet_id = w.id where w.user_id = $1 and l.remaining > 0)
select amount, least(remaining, remaining - (excess - before))::bigint as remaining, expires_at, created_at from lots
where remaining > excess - before order by expires_at nulls last, id`

/** Lists the grants with what is left of each, the earliest to expire first. */
export async function grantLots(userId: number): Promise<GrantLot[]> {
  return rowsOf(pool(), grantLot, sql, [userId])
}
