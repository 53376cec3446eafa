import 'server-only'
import { pool } from '@/lib/db/pool'

/** Everything that a user's calls have cost, up to the last hourly sums (seconds ago). */
export async function spentBy(userId: number): Promise<bigint> {
  const { rows } = await pool().query<{ spent: bigint }>(
    'select coalesce(sum(charge), 0)::bigint as spent from usage_hours where user_id = $1',
    [userId],
  )
  return rows[0]?.spent ?? 0n
}
