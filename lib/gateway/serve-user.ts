import 'server-only'
import { newId } from '@/lib/ids'
import type { Signal } from '@/lib/signal'
import type { UserRow } from '@/lib/users/users'
import { type Admitted, admitCall } from './admit/admit-call'
import { enterLimits } from './admit/enter-limits'
import type { AskedGeneration } from './admit/plan-call'
import { callerOf } from './authenticate/authenticate'
import type { Reply } from './call/call'
import type { Exchange } from './call/exchange'
import { findEndpoint } from './endpoints'
import { isFree, isGate, isOpen, isTask } from './endpoints/endpoint'
import { refusalReply, serveAdmitted } from './serve'
import { refusing } from './settle/record-refused'
import { settleFailed } from './settle/settle-failed'

/** A call of one of our own pages for a signed-in user. From the check of the body on it goes the same way as every call. */
export interface UserCall {
  user: UserRow
  address: string | null
  /** The endpoint as it is named below /v1, e.g. `chat/completions`. */
  endpoint: string
  body: Record<string, unknown>
  /** The session that keeps a conversation at one target. */
  session?: string
  /**
   * It is paid in another way than with money. Then its multiplier is 0: it holds and costs nothing, and is otherwise limited, failed over
   * and recorded as every call.
   */
  paidElsewhere?: boolean
}

/**
 * Admits the call with the user's wallet and the limits of the group. Throws what the user is to be told. Pass the result to
 * `answerAsUser`, or to `dropCall` when nothing comes of it.
 */
export async function admitAsUser({ user, address, endpoint: name, body, session, paidElsewhere }: UserCall): Promise<Admitted> {
  const exchange: Exchange = {
    id: newId('call'),
    time: new Date(),
    startedAt: performance.now(),
    headers: session === undefined ? {} : { 'x-session-affinity': session },
    route: { base: '/v1', endpoint: name, query: '' },
    address: address ?? undefined,
    clientRequestId: null,
    requests: null,
    tokens: null,
    outcome: null,
  }
  const { endpoint } = findEndpoint('POST', name)
  if (isOpen(endpoint) || isGate(endpoint) || isFree(endpoint) || isTask(endpoint)) throw new Error(`${name} does not generate answers`)
  const request = endpoint.parse(body)
  const known = callerOf(user, null)
  const caller = paidElsewhere ? { ...known, group: { ...known.group, multiplier: 0 } } : known
  const asked: AskedGeneration = { exchange, caller, endpoint, body, bodyBytes: 0 }
  const place = await enterLimits(asked.caller, exchange).catch(refusing(asked))
  try {
    const admitted = await admitCall(asked, request, place)
    // A page keeps a question only when its call is held, so there is nothing to overlap with.
    await admitted.held
    return admitted
  } catch (error) {
    place.finish(0)
    return refusing(asked)(error)
  }
}

/** Failures are replies too, in the shape of what was asked for; it never rejects. */
export async function answerAsUser(admitted: Admitted, signal: Signal): Promise<Reply> {
  try {
    return await serveAdmitted(admitted, signal)
  } catch (error) {
    return refusalReply(admitted.plan.exchange, error)
  }
}

/** Ends the call free of charge and releases its hold. Returns what to tell the user. */
export const dropCall = (admitted: Admitted, error: unknown) => settleFailed(admitted, error, [])
