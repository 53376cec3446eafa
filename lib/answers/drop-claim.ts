import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import type { Claim } from './claim-answer'

/** Gives up the claim of a call that was not answered, so that the next one with its key is the first. */
export const dropClaim = ({ userId, name, callId }: Claim): Promise<number> =>
  run(pool(), 'delete from kept_answers where user_id = $1 and name = $2 and call_id = $3 and content_type is null', [userId, name, callId])
