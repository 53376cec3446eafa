import 'server-only'
import type { Model } from '@/lib/catalog/entries'
import { fail } from '@/lib/errors'
import type { Original } from '@/lib/json-edit'
import { mostCharge } from '@/lib/ledger/price'
import type { RecordStart } from '@/lib/ledger/turn/records'
import { noUnits } from '@/lib/units'
import type { Caller } from '../call/caller'
import type { Exchange } from '../call/exchange'
import type { GenerationEndpoint, ModelEndpoint, TaskEndpoint, UrlParams } from '../endpoints/endpoint'
import { forwardedHeaders } from '../endpoints/forwarded-headers'
import { type GenerationRequest, type Prompt, saidIn } from '../generation/request'
import type { TaskRequest } from '../generation/task'
import { inputTokensOf, type RequestSize, sizeOf } from '../measure/estimate'
import { pricesOf } from '../measure/image-price'
import { mostTokens } from '../measure/units'
import type { Weight } from '../parse/large-bodies'
import type { FormPart } from '../parse/read-form'
import { type Candidate, windowOf } from '../targets/candidate'
import { mostAt } from './most'
import { type Resolved, resolveModel } from './resolve-model'

/** A paid call that was decided but has not begun. It keeps the prices and the multiplier of this moment, whatever changes later. */
export interface Planned extends Asked {
  resolved: Resolved
  /** The asked model first, then those that may answer in its place. */
  models: Model[]
  /** Tokens in and out, of the asked model, with answers as long as the caller allows. Token limits reserve this number. */
  tokens: number
  /** The most that any of the models can cost. */
  holdNanos: bigint
}

/** The plan of a call for a generated answer. */
export interface Plan extends Planned {
  endpoint: GenerationEndpoint
  request: GenerationRequest
  size: RequestSize
}

/** The plan of a task. */
export interface TaskPlan extends Planned {
  endpoint: TaskEndpoint
  task: TaskRequest
}

/** What is known of a call before it is planned: the request as soon as its body has been read and checked. */
export interface Asked {
  exchange: Exchange
  caller: Caller
  endpoint: ModelEndpoint
  /** The id and the query of its path; a call of our own pages has no path. */
  at?: UrlParams
  /** As it came, for the record of a call that is refused. */
  body: Record<string, unknown>
  original?: Original | undefined
  /** The fields of a form, where the body was one. */
  form?: FormPart[] | undefined
  /** The size of the body as it came; 0 for a call of our own pages. */
  bodyBytes: number
}

export type AskedGeneration = Asked & { endpoint: GenerationEndpoint }
export type AskedTask = Asked & { endpoint: TaskEndpoint }

export const weightOf = ({ caller, bodyBytes }: Pick<Asked, 'caller' | 'bodyBytes'>): Weight => ({
  userId: caller.user.id,
  bytes: bodyBytes,
})

// The most that a bigint column takes. No balance covers it, so an absurd max_tokens is refused as too expensive.
const mostThatBooksTake = 9_000_000_000_000_000_000n
const bookable = (nanos: bigint): bigint => (nanos < mostThatBooksTake ? nanos : mostThatBooksTake)

export function planCall(asked: AskedGeneration, parsed: GenerationRequest): Plan {
  const { caller } = asked
  const request = { ...parsed, original: asked.original, headers: forwardedHeaders(asked.endpoint.forwards, asked.exchange) }
  const resolved = resolveModel(request, caller)
  const { model } = resolved
  if (model.needsUserMessage) checkUserMessage(request.prompt)
  const models = [model, ...resolved.fallbacks]
  const call = { ...asked, request, size: sizeOf(saidIn(request)), models }
  const { answerTokens, answers } = mostAt(call, model, model.targets[0] ?? nowhere)
  const tokens = inputTokensOf(call.size, model) + (request.ceiling ?? answerTokens) * answers
  return { ...call, resolved, tokens, holdNanos: holdFor(call, request) }
}

export function planTask(asked: AskedTask, task: TaskRequest): TaskPlan {
  const resolved = resolveModel(task, asked.caller, asked.endpoint.mode)
  const models = [resolved.model, ...resolved.fallbacks]
  const { most } = task
  const costs = models.flatMap((model) => pricesOf(task, model).map((price) => mostCharge(most, price, asked.caller.group.multiplier)))
  const holdNanos = bookable(costs.reduce((dearest, cost) => (cost > dearest ? cost : dearest), 0n))
  return {
    ...asked,
    body: task.body,
    task: { ...task, original: asked.original },
    resolved,
    models,
    tokens: mostTokens(most, resolved.model.price),
    holdNanos,
  }
}

/** Some models answer with nothing where the prompt has no message of a user. */
function checkUserMessage({ messages }: Prompt): void {
  if (!messages.some(({ role }) => role === 'user')) throw fail('user_message_missing', { param: 'messages' })
}

/** A model without targets is refused later, with its own error. */
const nowhere = { upstream: { protocol: 'openai', ceiling: 'both' }, params: null } as const

/** The most that any target of any of the models can charge for this request. */
export function holdFor({ size, models, caller }: Pick<Plan, 'size' | 'models' | 'caller'>, request: GenerationRequest): bigint {
  let most = 0n
  for (const model of models) {
    for (const target of model.targets.length > 0 ? model.targets : [nowhere]) {
      const { inputTokens, answerTokens, answers } = mostAt({ request, size }, model, target)
      const units = { ...noUnits, inputTokens, outputTokens: answerTokens * answers, requests: 1 }
      const cost = mostCharge(units, model.price, caller.group.multiplier)
      if (cost > most) most = cost
    }
  }
  return bookable(most)
}

/** The beginning of the record. Of a call that was refused early it holds what is known. */
export function recordStart({ exchange, caller, endpoint, at, body }: Asked, model: Model | null): RecordStart {
  const said = (at && endpoint.inPath?.(at)) ?? body
  return {
    endpoint: endpoint.name,
    protocol: endpoint.speaks,
    model: typeof said.model === 'string' ? said.model : '',
    group: caller.group.name,
    stream: said.stream === true,
    address: exchange.address ?? null,
    clientRequestId: exchange.clientRequestId,
    keyName: caller.key?.name ?? null,
    priceVersionId: model?.priceVersionId ?? null,
    multiplier: caller.group.multiplier,
  }
}

// Servers may put a prompt of their own before the caller's. This is allowed for where the model's window is unknown.
const unknownPreamble = 65_536

/** The bounds within which a report about this target is believed. */
export function boundsOf(plan: Plan, candidate: Candidate) {
  const { inputTokens, answerTokens, answers } = mostAt(plan, candidate.model, candidate.target)
  return { mostInput: windowOf(candidate) ?? inputTokens * 2 + unknownPreamble, mostOutput: answerTokens * answers, n: answers }
}
