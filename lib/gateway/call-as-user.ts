import 'server-only'
import { newId } from '@/lib/ids'
import type { UserRow } from '@/lib/users/users'
import { callerOf } from './authenticate'
import type { Reply } from './call'
import { findEndpoint } from './endpoints'
import { isFree } from './endpoints/endpoint'
import type { Exchange } from './exchange'
import type { Asked } from './plan'
import { carryOut, refusalReply } from './serve'

/** A call of one of our own pages for a signed-in user: the same line as everybody's, from the checks of the body on. */
export interface UserCall {
  user: UserRow
  address: string | null
  /** As below /v1, e.g. `chat/completions`. */
  endpoint: string
  body: Record<string, unknown>
  signal: AbortSignal
  /** What keeps a conversation at one target. */
  session?: string
}

/** The wallet is the user's, the limits are those of the group. Refusals are replies too, in OpenAI's shape; it never rejects. */
export async function callAsUser({ user, address, endpoint: name, body, signal, session }: UserCall): Promise<Reply> {
  const exchange: Exchange = {
    id: newId('call'),
    time: new Date(),
    startedAt: performance.now(),
    headers: session === undefined ? {} : { 'x-session-affinity': session },
    route: { base: '/v1', endpoint: name },
    address: address ?? undefined,
    clientRequestId: null,
    requests: null,
    tokens: null,
  }
  try {
    const { endpoint } = findEndpoint('POST', name)
    if (isFree(endpoint)) throw new Error(`${name} is not a model's endpoint`)
    const asked: Asked = { exchange, caller: callerOf(user, null), endpoint: name, body: endpoint.parse(body) }
    return await carryOut(asked, signal)
  } catch (error) {
    return refusalReply(exchange, error)
  }
}
