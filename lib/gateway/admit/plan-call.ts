import 'server-only'
import type { Model } from '@/lib/catalog/catalog'
import { chargeFor } from '@/lib/ledger/price'
import type { RecordStart } from '@/lib/ledger/turn/records'
import type { Caller } from '../call/caller'
import type { ChatBody } from '../call/chat-body'
import type { Exchange } from '../call/exchange'
import { type Candidate, windowOf } from '../choose/choose-targets'
import { checkUserMessage } from '../endpoints/chat/parse-chat'
import { askedCeiling } from '../measure/ceiling'
import { mostAt, type RequestSize, sizeOf } from '../measure/estimate'
import type { Weight } from '../parse/large-bodies'
import { type Resolved, resolveModel } from './resolve-model'

/** A paid call, decided but not yet begun. Prices and multiplier are those of this moment, whatever changes later. */
export interface Plan {
  exchange: Exchange
  caller: Caller
  endpoint: string
  body: ChatBody
  bodyBytes: number
  stream: boolean
  resolved: Resolved
  /** The asked model first, then those that may answer in its place. */
  models: Model[]
  size: RequestSize
  /** In and out, of the asked model, with answers as long as the caller allows: what limits of tokens are reserved by. */
  tokens: number
  /** The most that any of them can cost. */
  holdNanos: bigint
}

export interface Asked {
  exchange: Exchange
  caller: Caller
  endpoint: string
  body: ChatBody
  /** As it came; 0 for a call of our own pages. */
  bodyBytes: number
}

export const weightOf = ({ caller, bodyBytes }: Pick<Asked, 'caller' | 'bodyBytes'>): Weight => ({
  userId: caller.user.id,
  bytes: bodyBytes,
})

// What a bigint column takes. Nobody's balance covers it, which is what an absurd max_tokens should hear.
const mostThatBooksTake = 9_000_000_000_000_000_000n

export function planCall({ exchange, caller, endpoint, body, bodyBytes }: Asked): Plan {
  const resolved = resolveModel(body.model, body, caller)
  const { model } = resolved
  if (model.needsUserMessage) checkUserMessage(body)
  const models = [model, ...resolved.fallbacks]
  const call = { body, size: sizeOf(body), caller, models }
  const { inputTokens, answerTokens, answers } = mostAt(call, model, model.targets[0] ?? nowhere)
  const tokens = inputTokens + (askedCeiling(body) ?? answerTokens) * answers
  return { ...call, exchange, endpoint, bodyBytes, stream: body.stream === true, resolved, tokens, holdNanos: holdFor(call, body) }
}

/** A model without targets is refused later, in its own words. */
const nowhere = { upstream: { ceiling: 'both' as const }, params: null }

/** The most that any target of any of the models can charge for this body. */
export function holdFor({ size, models, caller }: Pick<Plan, 'size' | 'models' | 'caller'>, body: ChatBody): bigint {
  let most = 0n
  for (const model of models) {
    for (const target of model.targets.length > 0 ? model.targets : [nowhere]) {
      const { inputTokens, answerTokens, answers } = mostAt({ body, size }, model, target)
      const cost = mostFor(inputTokens, answerTokens * answers, model, caller.group.multiplier)
      if (cost > most) most = cost
    }
  }
  return most < mostThatBooksTake ? most : mostThatBooksTake
}

/** Cached input and reasoning count only where they are dearer than the plain kind. */
function mostFor(inputTokens: number, outputTokens: number, { price }: Model, multiplier: number): bigint {
  const cachedTokens = price.cachedInputNanos > price.inputNanos ? inputTokens : 0
  const reasoningTokens = price.reasoningNanos > price.outputNanos ? outputTokens : 0
  return chargeFor({ inputTokens, cachedTokens, outputTokens, reasoningTokens }, price, multiplier)
}

/** The record's beginning; of a call that was refused early, as far as it is known. */
export function recordStart({ exchange, caller, endpoint, body }: Omit<Asked, 'bodyBytes'>, model: Model | null): RecordStart {
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

// What servers put before a prompt of their own, where we do not know how much they can read at all.
const unknownPreamble = 65_536

/** What a report about this target has to stay within to be believed. */
export function boundsOf(plan: Plan, candidate: Candidate) {
  const { inputTokens, answerTokens, answers } = mostAt(plan, candidate.model, candidate.target)
  return { mostInput: windowOf(candidate) ?? inputTokens * 2 + unknownPreamble, mostOutput: answerTokens * answers, n: answers }
}
