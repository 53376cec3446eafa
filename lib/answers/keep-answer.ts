import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { seal } from '@/lib/seal'
import type { Claim } from './claim-answer'

/** Keeps the answer to a claimed call; null: it is too long, and a repeat is told so. */
export async function keepAnswer({ userId, name, callId }: Claim, contentType: string, answer: Buffer | null): Promise<void> {
  const sealed = answer && Buffer.from(seal('answer', callId, answer.toString('base64')))
  const sql = `update kept_answers set content_type = $4, answer = $5 where user_id = $1 and name = $2 and call_id = $3`
  await run(pool(), sql, [userId, name, callId, contentType, sealed])
}
