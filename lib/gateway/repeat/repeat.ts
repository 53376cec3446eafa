import 'server-only'
import { createHash } from 'node:crypto'
import { type Claim, type Claimed, claimAnswer } from '@/lib/answers/claim-answer'
import { fail } from '@/lib/errors'
import type { Place } from '@/lib/limits/take'
import { lookupHash } from '@/lib/seal'
import { wait } from '@/lib/signal'
import type { Asked } from '../admit/plan-call'
import type { Call } from '../call/call'
import type { GatewayPath } from '../call/path'

const longestKey = 255
const header = 'idempotency-key'
const firstLookMs = 50
const slowestLookMs = 1000
/** Longer than any call may run. */
const patienceMs = 40 * 60_000

/** The call's Idempotency-Key; undefined when it has none. */
export function repeatKeyOf({ headers }: Pick<Call, 'headers'>): string | undefined {
  const key = headers[header]
  if (key === undefined) return undefined
  if (typeof key === 'string' && key.trim() !== '' && key.length <= longestKey) return key
  throw fail('invalid_request', { param: 'Idempotency-Key', message: `Idempotency-Key must have 1 to ${longestKey} characters.` })
}

/** The key as the database knows it. */
export const nameOf = (key: string): Uint8Array => lookupHash('idempotency-key', key)

export type Repeat = { state: 'first'; claim: Claim } | Extract<Claimed, { state: 'kept' }>

/**
 * Claims the key for this call, or waits for the call that has it and returns its answer. While it waits it has no place among its
 * caller's calls at once. It fails closed: without the database nothing is known of a key.
 */
export async function claimRepeat(
  key: string,
  body: Buffer,
  { caller, exchange }: Asked,
  { signal }: Pick<Call, 'signal'>,
  place: Place,
): Promise<Repeat> {
  const digest = digestOf(exchange.route, body)
  const claim: Claim = { userId: caller.user.id, callId: exchange.id, digest, name: nameOf(key) }
  const until = performance.now() + patienceMs
  for (let pause = firstLookMs; ; pause = Math.min(pause * 2, slowestLookMs)) {
    const found = await claimAnswer(claim).catch((cause: unknown) => {
      throw fail('unavailable', { retryAfter: 2, cause })
    })
    if (found.state === 'first') return { state: 'first', claim }
    if (found.state === 'kept') return found
    if (found.state === 'differs')
      throw fail('idempotency_conflict', { param: 'Idempotency-Key', more: { first_request_id: found.callId } })
    if (found.state === 'lost' || performance.now() > until)
      throw fail('answer_not_kept', { param: 'Idempotency-Key', more: { first_request_id: found.callId } })
    place.finish(0)
    await wait(pause, signal)
    if (signal.aborted) throw fail('client_gone')
  }
}

/** What is compared when a key comes again: where the call was sent, the form of answer that its address asks for, and its body's hash. */
function digestOf(route: GatewayPath | undefined, body: Buffer): Buffer {
  const form = new URLSearchParams(route?.query).get('alt') ?? ''
  return createHash('sha256').update(`${route?.endpoint}\0${form}\0`).update(body).digest()
}
