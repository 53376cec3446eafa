import 'server-only'
import type { Model } from '@/lib/catalog/catalog'
import { chargeFor } from '@/lib/ledger/price'
import type { RecordStart } from '@/lib/ledger/records'
import type { Caller } from './caller'
import type { ChatBody } from './chat'
import { choicesOf, type Estimate, estimateChat, estimatesWithParams } from './estimate'
import type { Exchange } from './exchange'
import { checkUserMessage } from './parse-chat'
import { type Resolved, resolveModel } from './resolve-model'

/** A paid call, decided but not yet begun. Prices and multiplier are those of this moment, whatever changes later. */
export interface Plan {
  exchange: Exchange
  caller: Caller
  endpoint: string
  body: ChatBody
  stream: boolean
  resolved: Resolved
  /** The asked model first, then those that may answer in its place. */
  models: Model[]
  estimate: Estimate
  /** The most that any of them can cost. */
  holdNanos: bigint
}

export interface Asked {
  exchange: Exchange
  caller: Caller
  endpoint: string
  body: ChatBody
}

// What a bigint column takes. Nobody's balance covers it, which is what an absurd max_tokens should hear.
const mostThatBooksTake = 9_000_000_000_000_000_000n

export function planCall({ exchange, caller, endpoint, body }: Asked): Plan {
  const resolved = resolveModel(body.model, body, caller)
  const { model } = resolved
  if (model.needsUserMessage) checkUserMessage(body)
  const models = [model, ...resolved.fallbacks]
  const estimate = estimateChat(body, model)
  let holdNanos = 0n
  for (const each of models) {
    const estimates = [each === model ? estimate : estimateChat(body, each), ...estimatesWithParams(body, each)]
    for (const one of estimates) {
      const cost = mostOf(one, each, caller.group.multiplier)
      if (cost > holdNanos) holdNanos = cost < mostThatBooksTake ? cost : mostThatBooksTake
    }
  }
  return { exchange, caller, endpoint, body, stream: body.stream === true, resolved, models, estimate, holdNanos }
}

/** Cached input and reasoning count only where they are dearer than the plain kind. */
function mostOf({ inputTokens, outputTokens }: Estimate, { price }: Model, multiplier: number): bigint {
  const cachedTokens = price.cachedInputNanos > price.inputNanos ? inputTokens : 0
  const reasoningTokens = price.reasoningNanos > price.outputNanos ? outputTokens : 0
  return chargeFor({ inputTokens, cachedTokens, outputTokens, reasoningTokens }, price, multiplier)
}

/** The record's beginning; of a call that was refused early, as far as it is known. */
export function recordStart({ exchange, caller, endpoint, body }: Asked, model: Model | null): RecordStart {
  return {
    endpoint,
    protocol: 'openai',
    model: typeof body.model === 'string' ? body.model : '',
    group: caller.group.name,
    stream: body.stream === true,
    address: exchange.address ?? null,
    clientRequestId: exchange.clientRequestId,
    keyName: caller.key?.name ?? null,
    priceVersionId: model?.priceVersionId ?? null,
    multiplier: caller.group.multiplier,
  }
}

// A report about a model of unknown window is believed up to a million tokens an answer.
const unknownOutput = 1_000_000

/** What a report of usage has to stay within to be believed. */
export function boundsOf(plan: Plan, model: Model, window: number | null) {
  const n = choicesOf(plan.body)
  const context = window ?? plan.estimate.inputTokens * 2 + 4096 + unknownOutput * n
  return { context, maxOutput: model.maxOutput, n }
}
