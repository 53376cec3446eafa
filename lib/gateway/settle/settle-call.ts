import 'server-only'
import type { Priced } from '@/lib/catalog/entries'
import { chargeFor } from '@/lib/ledger/price'
import type { Attempt } from '@/lib/ledger/turn/records'
import { settle } from '@/lib/ledger/turn/settle'
import { log } from '@/lib/log'
import { noUnits } from '@/lib/units'
import type { Admitted } from '../admit/admit-call'
import type { Planned } from '../admit/plan-call'
import { elapsed } from '../call/exchange'
import { tagsOf } from '../call/tags'
import type { Usage } from '../generation/part'
import { endedCall } from '../observe/ended-call'
import { observe } from '../observe/observers'
import type { Candidate } from '../targets/candidate'
import type { Slot } from '../targets/slots'

/** How an admitted call ended. */
export interface Ending {
  served: Candidate | null
  /** By what it is charged; default: the model's own price. */
  priced?: Priced
  /** The answer was kept `age` seconds ago, and costs so many percent of the price. */
  cached?: { age: number; share: number }
  /** Null when nothing was delivered, which is free of charge. Counting may throw; then the call costs its hold. */
  usage(): Usage | null
  /** What is charged is no more than what was held, as when we counted. */
  atMostHeld?: boolean
  status: number
  errorCode: string | null
  /** The slot that served it, already given back. */
  slot?: Slot
  attempts: Attempt[]
  queueMs: number
  ttftMs: number | null
  finishReason: string | null
}

export interface ChargedCall {
  chargeNanos: bigint
  usage: Usage | null
}

const nothing: Usage = { ...noUnits, estimated: false }

/** Charges and records the call, and gives back what was set aside. Resolves with the charge once that is durable. */
export async function settleCall(admitted: Admitted<Planned>, ending: Ending): Promise<ChargedCall> {
  const { plan, place } = admitted
  const { served, cached, attempts, status, errorCode, queueMs, ttftMs, finishReason } = ending
  const { model } = served ?? plan.resolved
  const priced = ending.priced ?? model
  const multiplier = multiplierOf(plan, ending)
  const { chargeNanos, usage, tokens } = chargeOf(admitted, ending, multiplier)
  place.finish(tokens)
  const used = usage ?? nothing
  const modelUsed = served?.model.id ?? (cached ? model.id : null)
  plan.exchange.outcome = { status, model: modelUsed, priceVersionId: priced.priceVersionId, chargeNanos, units: used, finishReason }
  ending.slot?.used(tokens)
  await settle({
    id: plan.exchange.id,
    chargeNanos,
    record: {
      modelUsed,
      upstream: served?.target.upstream.name ?? null,
      upstreamModel: served?.target.upstreamModel ?? null,
      attempts,
      status,
      errorCode,
      units: used,
      estimated: used.estimated,
      ttftMs: ttftMs === null ? null : Math.round(ttftMs),
      durationMs: elapsed(plan.exchange),
      queueMs: Math.round(queueMs),
      finishReason,
      tags: tagsOf(plan.body),
      chosen: plan.resolved.chosen,
      cacheAge: cached?.age ?? null,
      ...(priced === plan.resolved.model && !cached ? {} : { priceVersionId: priced.priceVersionId, multiplier }),
    },
  })
  observe(() => endedCall(plan, ending, { chargeNanos, units: used }))
  return { chargeNanos, usage }
}

/** In ten-thousandths, as everywhere. A kept answer costs a share of the price, which the record shows as its multiplier. */
const multiplierOf = ({ caller: { group } }: Planned, { cached }: Ending): number =>
  cached ? Math.round((group.multiplier * cached.share) / 100) : group.multiplier

/** The charge, the usage, and how many tokens count against the limits. Never throws. */
function chargeOf(
  { plan }: Admitted<Planned>,
  { served, priced, usage: count, atMostHeld }: Ending,
  multiplier: number,
): ChargedCall & { tokens: number } {
  const { holdNanos, resolved } = plan
  try {
    const usage = count()
    if (!usage) return { chargeNanos: 0n, usage, tokens: 0 }
    const charge = chargeFor(usage, (priced ?? served?.model ?? resolved.model).price, multiplier)
    // A usage that we counted ourselves, or a part of an answer, never costs more than the hold.
    const chargeNanos = (usage.estimated || atMostHeld) && charge > holdNanos ? holdNanos : charge
    return { chargeNanos, usage, tokens: usage.inputTokens + usage.outputTokens }
  } catch (error) {
    log('error', 'a call could not be counted and costs what was held for it', { call: plan.exchange.id, error })
    return { chargeNanos: holdNanos, usage: { ...nothing, estimated: true }, tokens: plan.tokens }
  }
}
