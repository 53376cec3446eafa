import 'server-only'
import { chargeFor } from '@/lib/ledger/price'
import type { Attempt } from '@/lib/ledger/records'
import { settle } from '@/lib/ledger/settle'
import type { Admitted } from './admit'
import type { Candidate } from './choose-targets'
import { elapsed } from './exchange'
import type { Usage } from './usage'

/** How an admitted call ended. `usage` null: nothing was delivered, nothing is charged. */
export interface Ending {
  served: Candidate | null
  usage: Usage | null
  status: number
  errorCode: string | null
  attempts: Attempt[]
  queueMs: number
  ttftMs: number | null
  finishReason: string | null
}

const nothing: Usage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, reasoningTokens: 0, estimated: false }

/** Charges and records the call and gives back what was set aside; resolves with the charge once that is durable. */
export async function settleCall({ plan, reservation }: Admitted, ending: Ending): Promise<bigint> {
  const { served, attempts, status, errorCode, queueMs, ttftMs, finishReason } = ending
  const usage = ending.usage ?? nothing
  const { model } = served ?? plan.resolved
  const { multiplier } = plan.caller.group
  let chargeNanos = ending.usage ? chargeFor(usage, model.price, multiplier) : 0n
  // What we counted ourselves is never dearer than what was set aside for it.
  if (usage.estimated && chargeNanos > plan.holdNanos) chargeNanos = plan.holdNanos
  reservation.finish(usage.inputTokens + usage.outputTokens)
  const { inputTokens, cachedTokens, outputTokens, reasoningTokens, estimated } = usage
  await settle({
    id: plan.exchange.id,
    time: plan.exchange.time,
    chargeNanos,
    record: {
      modelUsed: served?.model.id ?? null,
      upstream: served?.target.upstream.name ?? null,
      upstreamModel: served?.target.upstreamModel ?? null,
      attempts,
      status,
      errorCode,
      inputTokens,
      cachedTokens,
      outputTokens,
      reasoningTokens,
      estimated,
      ttftMs: ttftMs === null ? null : Math.round(ttftMs),
      durationMs: elapsed(plan.exchange),
      queueMs: Math.round(queueMs),
      finishReason,
      ...(model === plan.resolved.model ? {} : { priceVersionId: model.priceVersionId, multiplier }),
    },
  })
  return chargeNanos
}
