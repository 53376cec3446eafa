import 'server-only'
import { isAppError } from '@/lib/errors'
import type { UpstreamResponse } from '../protocols/upstream-response'
import { type Sending, type Sent, send } from './send'

export interface Again {
  response: UpstreamResponse
  /** Nothing is left to try after it. */
  last: boolean
}

/**
 * Sends the request of a stream that broke once more: to the same target while it is healthy, else to the next. The caller has the beginning
 * of an answer, so only targets of the same model are asked. Undefined when nothing is left to try.
 */
export async function sendAgain(
  sending: Omit<Sending<UpstreamResponse, unknown>, 'open'>,
  { candidate: served, firstAt }: Sent<unknown>,
): Promise<Sent<Again> | undefined> {
  const others = sending.route.candidates.filter((other) => other.model === served.model && other !== served)
  const route = { ...sending.route, candidates: [served, ...others] }
  try {
    return await send<UpstreamResponse, Again>({
      ...sending,
      route,
      firstAt,
      open: (response, _picked, last) => ({ ok: true, value: { response, last } }),
    })
  } catch (error) {
    if (isAppError(error)) return undefined
    throw error
  }
}
