import { nothingUsed } from '@/lib/ledger/turn/records'
import type { Units } from '@/lib/units'
import type { Asked, Planned } from '../admit/plan-call'
import { elapsed } from '../call/exchange'
import type { Candidate } from '../targets/candidate'
import type { EndedCall } from './observers'

type End = Pick<EndedCall, 'status' | 'errorCode' | 'finishReason' | 'attempts' | 'queueMs' | 'ttftMs'> & { served: Candidate | null }

/** What watchers are told of a call that was admitted. */
export function endedCall(plan: Planned, { served, ...end }: End, used: { chargeNanos: bigint; units: Units }): EndedCall {
  return {
    ...begun(plan),
    ...end,
    ...used,
    model: plan.resolved.model.id,
    modelUsed: served?.model.id ?? null,
    upstream: served?.target.upstream.name ?? null,
    protocol: served?.target.upstream.protocol ?? plan.endpoint.speaks,
  }
}

/** The same of one that was refused. The model that it named may be anything, so it is not told. */
export const refusedCall = (asked: Asked, end: Pick<End, 'status' | 'errorCode' | 'finishReason'>): EndedCall => ({
  ...nothingUsed,
  ...begun(asked),
  ...end,
  model: null,
  protocol: asked.endpoint.speaks,
  chargeNanos: 0n,
})

function begun({ exchange, endpoint, body }: Asked) {
  const { traceparent } = exchange.headers
  return {
    id: exchange.id,
    endpoint: endpoint.name,
    stream: body.stream === true,
    startedAt: exchange.time,
    durationMs: elapsed(exchange),
    traceparent: typeof traceparent === 'string' ? traceparent : undefined,
  }
}
