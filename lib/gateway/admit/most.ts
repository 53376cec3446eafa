import type { Model, Target, Upstream } from '@/lib/catalog/entries'
import type { GenerationRequest } from '../generation/request'
import { bytesOf, inputTokensOf, type RequestSize } from '../measure/estimate'
import { fetchesBeside, membersBesideMessages } from '../measure/request-texts'
import { protocols } from '../protocols'

/** What a call can come to at one target, which may add members of its own. */
export interface Most {
  inputTokens: number
  /** Of one answer. */
  answerTokens: number
  answers: number
}

type LimitedModel = Pick<Model, 'context' | 'maxOutput' | 'imageTokens'>
interface LimitedTarget {
  upstream: Pick<Upstream, 'protocol' | 'ceiling'>
  params: Target['params']
  /** The target's own window, where that is not the model's. */
  context?: number | null
}

/** No model in use reads more at once than about this. */
const unknownWindow = 1_000_000

/**
 * The hold is for this much, a stream is ended at it, and a report has to stay within it. A ceiling counts where it is enforced, by us in
 * a stream or by an upstream that is known to keep to it.
 */
export function mostAt(
  { request, size }: { request: GenerationRequest; size: RequestSize },
  model: LimitedModel,
  { upstream, params, context }: LimitedTarget,
): Most {
  const bytes = params ? size.bytes + bytesOf(membersBesideMessages(params)) : size.bytes
  const told = inputTokensOf({ ...size, bytes }, model)
  // Tools that run at an upstream of the caller's own protocol are not told to others.
  const toldOf = !request.own || request.own.protocol === upstream.protocol
  const fetches = (size.fetches && toldOf) || (params !== null && fetchesBeside(params))
  const inputTokens = fetches ? Math.max(told, context ?? model.context ?? unknownWindow) : told
  const { ceiling, answers } = protocols[upstream.protocol]?.asks(request, params) ?? request
  const own = model.maxOutput ?? defaultCeiling(model.context, told)
  const enforced = request.stream || upstream.ceiling !== 'unsure'
  const answerTokens = ceiling === null ? own : enforced ? ceiling : Math.max(ceiling, own)
  return { inputTokens, answerTokens, answers }
}

const usualOutput = 8192

/** Where neither the caller nor the model says how long an answer may be: what the window leaves, within reason. */
const defaultCeiling = (context: number | null, inputTokens: number): number =>
  context === null ? usualOutput : Math.max(1, Math.min(context - inputTokens, usualOutput))

/**
 * What is sent although nobody asked for it: our own ceiling, where the model has none, the window is wide enough for it, and the upstream
 * is known to take it.
 */
export function unaskedCeiling({ context, maxOutput }: LimitedModel, inputTokens: number, known: Upstream['ceiling']): number | null {
  const needed = maxOutput === null && known !== 'unsure'
  return needed && defaultCeiling(context, inputTokens) === usualOutput ? usualOutput : null
}
