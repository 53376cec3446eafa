import 'server-only'
import { pool } from '@/lib/db/pool'

/** Whether any call of the user went well so far. */
export async function hasCalled(userId: number): Promise<boolean> {
  const { rowCount } = await pool().query('select 1 from usage_hours where user_id = $1 and calls > errors limit 1', [userId])
  return rowCount === 1
}
