import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'

/** Whether any call of the user has succeeded so far. */
export async function hasCalled(userId: number): Promise<boolean> {
  return (await run(pool(), 'select 1 from usage_hours where user_id = $1 and calls > errors limit 1', [userId])) === 1
}
