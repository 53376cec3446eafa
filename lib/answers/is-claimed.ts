import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import type { Claim } from './claim-answer'

/** Whether there is a call with this key, which runs or was answered. */
export const isClaimed = async ({ userId, name }: Pick<Claim, 'userId' | 'name'>): Promise<boolean> =>
  (await run(pool(), 'select from kept_answers where user_id = $1 and name = $2', [userId, name])) > 0
