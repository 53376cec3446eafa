import 'server-only'
import { Readable } from 'node:stream'
import type { Claim } from '@/lib/answers/claim-answer'
import { dropClaim } from '@/lib/answers/drop-claim'
import { keepAnswer } from '@/lib/answers/keep-answer'
import { longestKept } from '@/lib/answers/kept-for'
import { log } from '@/lib/log'
import type { Reply } from '../call/call'
import { copied } from '../reply/copied'

/**
 * Keeps the answer of a claimed call, and only an answer: a call that failed may be sent again. A whole one goes out when it is
 * kept. `endedWell` says of a stream that was relayed to its end whether it is an answer, since an error may stand in it.
 */
export async function keepReply(claim: Claim, served: Promise<Reply>, endedWell: () => boolean): Promise<Reply> {
  try {
    const reply = await served
    if (reply.status < 200 || reply.status >= 300) await giveUp(claim)
    else if (reply.body instanceof Readable) return { ...reply, body: copied(reply.body, longestKept, copying(claim, reply, endedWell)) }
    else await keep(claim, reply, Buffer.from(reply.body ?? ''))
    return reply
  } catch (error) {
    await giveUp(claim)
    throw error
  }
}

const copying = (claim: Claim, reply: Reply, endedWell: () => boolean) => ({
  ended: (copy: Buffer | null) => (endedWell() ? keep(claim, reply, copy) : giveUp(claim)),
  broken: () => void giveUp(claim),
})

async function keep(claim: Claim, { headers }: Reply, answer: Buffer | null): Promise<void> {
  const short = answer && answer.length <= longestKept ? answer : null
  await keepAnswer(claim, headers['content-type'] ?? 'application/json', short).catch((error: unknown) => {
    // The call is paid, and its answer goes out: a repeat is told that it is not kept once this process is gone.
    log('error', 'an answer could not be kept for its Idempotency-Key', { call: claim.callId, error })
  })
}

export async function giveUp(claim: Claim): Promise<void> {
  await dropClaim(claim).catch((error: unknown) => log('warn', 'an Idempotency-Key was not given up', { call: claim.callId, error }))
}
