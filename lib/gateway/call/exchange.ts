import 'server-only'
import type { IncomingHttpHeaders } from 'node:http'
import { clientAddress } from '@/lib/addresses/client-address'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import type { Standing } from '@/lib/limits/judge'
import type { Units } from '@/lib/units'
import type { Call } from './call'
import { type GatewayPath, routeOf } from './path'

/** The facts about a call from its first byte on, and those that the headers of its answer need. */
export interface Exchange {
  /** call_…: the record's id and the answer's x-request-id. */
  id: string
  time: Date
  /** The start by the monotonic clock, in milliseconds. */
  startedAt: number
  headers: IncomingHttpHeaders
  route: GatewayPath | undefined
  address: string | undefined
  clientRequestId: string | null
  /** Where the caller stands with its limits. They are filled in once the limits have been checked. */
  requests: Standing | null
  tokens: Standing | null
  /** How the call was settled; null until then. */
  outcome: CallOutcome | null
}

/** What a call came to. */
export interface CallOutcome {
  status: number
  /** The model that answered. */
  model: string | null
  /** What it was charged by. */
  priceVersionId: string
  chargeNanos: bigint
  units: Units & { estimated: boolean }
  finishReason: string | null
}

const printable = /^[\x20-\x7e]{1,128}$/

export function arrive(call: Call): Exchange {
  const given = call.headers['x-client-request-id']
  const time = new Date()
  return {
    id: newId('call', time.getTime()),
    time,
    startedAt: performance.now(),
    headers: call.headers,
    route: routeOf(call.path),
    address: callerAddress(call),
    clientRequestId: typeof given === 'string' && printable.test(given) ? given : null,
    requests: null,
    tokens: null,
    outcome: null,
  }
}

/** The caller's own address, seen through trusted proxies only. */
function callerAddress({ headers, peer }: Call): string | undefined {
  const forwarded = headers['x-forwarded-for']
  return clientAddress(peer, Array.isArray(forwarded) ? forwarded.join(',') : forwarded, env().TRUSTED_PROXIES)
}

/** Whole milliseconds since the call came in. */
export const elapsed = ({ startedAt }: Exchange): number => Math.round(performance.now() - startedAt)
