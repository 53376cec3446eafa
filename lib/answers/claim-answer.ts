import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf, run } from '@/lib/db/rows'
import { timeOfId } from '@/lib/ids'
import { goneSeconds } from '@/lib/processes/heartbeat'
import { processId } from '@/lib/processes/process-id'
import { open } from '@/lib/seal'
import { keptHours } from './kept-for'

/** What a user repeats: the hash of the Idempotency-Key, and the digest of what was sent with it. */
export interface Claim {
  userId: number
  name: Uint8Array
  digest: Uint8Array
  callId: string
}

export type Claimed =
  /** The call is the first of its key, and has to answer. */
  | { state: 'first' }
  | { state: 'running'; callId: string }
  /** The same key came with something else. */
  | { state: 'differs'; callId: string }
  /** It was answered and paid, and the answer is gone: it was too long, or its process died before it was kept. */
  | { state: 'lost'; callId: string }
  | { state: 'kept'; callId: string; contentType: string; answer: Buffer }

const insertSql = `
insert into kept_answers (user_id, name, digest, call_id, process_id) values ($1, $2, $3, $4, $5) on conflict (user_id, name) do nothing`

// Only from the call that was found: of several that find it over, one takes it.
const takeOverSql = `
update kept_answers set digest = $3, call_id = $4, process_id = $5, created_at = now(), content_type = null, answer = null
where user_id = $1 and name = $2 and call_id = $6`

/** After this a call that has ended was kept, or never will be; and one that began has its hold. */
const graceSeconds = 60

const foundSql = `
select call_id, digest, content_type, answer,
  created_at < now() - make_interval(hours => ${keptHours}) as old,
  not exists (select from processes p where p.id = process_id and p.ended_at is null
    and p.heartbeat_at > now() - make_interval(secs => ${goneSeconds})) as gone
from kept_answers where user_id = $1 and name = $2`

const foundRow = z.object({
  call_id: z.string(),
  digest: z.instanceof(Buffer),
  content_type: z.string().nullable(),
  answer: z.instanceof(Buffer).nullable(),
  old: z.boolean(),
  gone: z.boolean(),
})
type Found = z.infer<typeof foundRow>

const endSql = `
select r.charge, h.id is not null as held,
  k.created_at + make_interval(secs => coalesce(r.duration_ms, 0) / 1000.0) < now() - make_interval(secs => ${graceSeconds}) as past
from kept_answers k
left join usage_records r on r.time = $4 and r.id = k.call_id
left join open_holds h on h.id = k.call_id
where k.user_id = $1 and k.name = $2 and k.call_id = $3`

const endRow = z.object({ charge: z.bigint().nullable(), past: z.boolean(), held: z.boolean() })

/** Claims the key for this call, or says what became of the call that has it. */
export async function claimAnswer(claim: Claim): Promise<Claimed> {
  const { userId, name, digest, callId } = claim
  const values = [userId, name, digest, callId, processId()]
  if ((await run(pool(), insertSql, values)) === 1) return { state: 'first' }
  const [found] = await rowsOf(pool(), foundRow, foundSql, [userId, name])
  // It was given up in between.
  if (!found) return { state: 'running', callId: '' }
  const state = found.old ? 'over' : await stateOf(found, claim)
  if (state !== 'over') return state
  const mine = await run(pool(), takeOverSql, [...values, found.call_id])
  return mine === 1 ? { state: 'first' } : { state: 'running', callId: found.call_id }
}

/** `over`: the call came to nothing, and the next one may have its claim. A call that was charged keeps it. */
async function stateOf({ call_id: callId, digest: before, content_type: contentType, answer, gone }: Found, claim: Claim) {
  const { userId, name, digest } = claim
  if (!before.equals(digest)) return { state: 'differs', callId } as const
  if (contentType !== null && !answer) return { state: 'lost', callId } as const
  if (contentType !== null && answer)
    return { state: 'kept', callId, contentType, answer: Buffer.from(open('answer', callId, answer), 'base64') } as const
  const [end] = await rowsOf(pool(), endRow, endSql, [userId, name, callId, new Date(timeOfId(callId) ?? 0)])
  const running = { state: 'running', callId } as const
  if (!end?.past || end.held) return running
  if (end.charge === null) return gone ? 'over' : running
  return end.charge > 0n ? ({ state: 'lost', callId } as const) : 'over'
}
