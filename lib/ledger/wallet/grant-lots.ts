import 'server-only'
import { pool } from '@/lib/db/pool'

export interface GrantLot {
  amount: bigint
  remaining: bigint
  expires_at: Date | null
  created_at: Date
}

// The same sharing that `reconcileLots` writes down, worked out while reading.
const sql = `
with lots as (
  select l.*, sum(l.remaining) over () - w.granted as excess,
    sum(l.remaining) over (order by l.expires_at nulls last, l.id) - l.remaining as before
  from wallets w join grant_lots l on l.wallet_id = w.id where w.user_id = $1 and l.remaining > 0)
select amount, least(remaining, remaining - (excess - before))::bigint as remaining, expires_at, created_at from lots
where remaining > excess - before order by expires_at nulls last, id`

/** What is left of each grant, the earliest to expire first. */
export async function grantLots(userId: number): Promise<GrantLot[]> {
  const { rows } = await pool().query<GrantLot>(sql, [userId])
  return rows
}
