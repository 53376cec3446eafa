/** Counted units of one call. Cached tokens are part of the input, reasoning tokens part of the output. */
export interface Usage {
  inputTokens: number
  cachedTokens: number
  outputTokens: number
  reasoningTokens: number
  /** Counted here, not reported by the upstream. */
  estimated: boolean
}

const counted = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0

/** A usage object in OpenAI's shape (chat or responses); null if its main numbers are missing, negative or not whole. */
export function readUsage(reported: unknown): Usage | null {
  if (typeof reported !== 'object' || reported === null) return null
  const given = reported as Record<string, unknown>
  const inputTokens = given.prompt_tokens ?? given.input_tokens
  const outputTokens = given.completion_tokens ?? given.output_tokens
  if (!counted(inputTokens) || !counted(outputTokens)) return null
  const cached = member(given.prompt_tokens_details ?? given.input_tokens_details, 'cached_tokens') ?? given.prompt_cache_hit_tokens
  const reasoning = member(given.completion_tokens_details ?? given.output_tokens_details, 'reasoning_tokens')
  return {
    inputTokens,
    cachedTokens: counted(cached) ? Math.min(cached, inputTokens) : 0,
    outputTokens,
    reasoningTokens: counted(reasoning) ? Math.min(reasoning, outputTokens) : 0,
    estimated: false,
  }
}

const member = (of: unknown, name: string) => (typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined)

export interface UsageBounds {
  mostInput: number
  /** Of all `n` answers together: what was held for them. */
  mostOutput: number
  /** How many answers were asked for. */
  n: number
}

/** Whether a report can be true: no more read than the window holds, no more written than was allowed. */
export const credible = (usage: Usage, { mostInput, mostOutput }: UsageBounds): boolean =>
  usage.inputTokens <= mostInput && usage.outputTokens <= mostOutput

/** No tokenizer comes to so many characters a token over a whole answer. */
const longestToken = 64

/** Local servers count one answer of `n`: then the report is about an n-th of what was delivered. */
const countsOneOfMany = (reported: Usage, delivered: number, n: number) =>
  n > 1 && delivered > 0 && reported.outputTokens * n <= delivered * 1.3

export interface Told {
  reported: Usage | null
  /** The upstream finished its answer; a report inside a broken one is not the whole. */
  complete: boolean
  hasContent: boolean
  /** Of what was delivered, in characters. */
  length: number
  inputTokens: () => number
  outputTokens: () => number
  bounds: UsageBounds
}

/**
 * What a call is charged for. A report that can be true is taken as it is; otherwise what the caller received is
 * counted; null, nothing to pay, when nothing was delivered.
 */
export function chargedUsage(call: Told): Usage | null {
  const { reported, complete, bounds } = call
  if (complete && reported && credible(reported, bounds)) return withoutZeros(reported, call)
  if (!call.hasContent) return null
  const counted = { inputTokens: call.inputTokens(), outputTokens: call.outputTokens() }
  return { ...counted, cachedTokens: 0, reasoningTokens: 0, estimated: true }
}

/** An answer that was delivered took tokens to read and to write: of a report that says otherwise that half is counted here. */
function withoutZeros(reported: Usage, { hasContent, length, bounds, inputTokens, outputTokens }: Told): Usage {
  const unread = hasContent && reported.inputTokens === 0
  const unwritten =
    (hasContent && reported.outputTokens * longestToken < length) || (bounds.n > 1 && countsOneOfMany(reported, outputTokens(), bounds.n))
  if (!unread && !unwritten) return reported
  return {
    ...reported,
    inputTokens: unread ? inputTokens() : reported.inputTokens,
    outputTokens: unwritten ? outputTokens() : reported.outputTokens,
    estimated: true,
  }
}
