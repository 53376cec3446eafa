import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'

const spentRow = z.object({ spent: z.bigint() })

/** The sum of all charges of a user, up to the last hourly sums (seconds ago). */
export async function spentBy(userId: number): Promise<bigint> {
  const [row] = await rowsOf(pool(), spentRow, 'select coalesce(sum(charge), 0)::bigint as spent from usage_hours where user_id = $1', [
    userId,
  ])
  return row?.spent ?? 0n
}
