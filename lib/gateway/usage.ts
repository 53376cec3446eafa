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
  context: number | null
  maxOutput: number | null
  /** How many answers were asked for. */
  n: number
}

/** Whether a report can be true: not above the window and the longest output of every answer together. */
export const credible = (usage: Usage, { context, maxOutput, n }: UsageBounds): boolean =>
  context === null || usage.inputTokens + usage.outputTokens <= context + (maxOutput ?? context) * n

/** Local servers count one answer of `n`: then the report is about an n-th of what was delivered. */
const countsOneOfMany = (reported: Usage, delivered: number, n: number) =>
  n > 1 && delivered > 0 && reported.outputTokens * n <= delivered * 1.3

/**
 * What a call is charged for. A report that can be true is taken as it is; otherwise what the caller received is
 * counted; null, nothing to pay, when nothing was delivered.
 */
export function chargedUsage(call: {
  reported: Usage | null
  /** The upstream finished its answer; a report inside a broken one is not the whole. */
  complete: boolean
  hasContent: boolean
  inputTokens: () => number
  outputTokens: () => number
  bounds: UsageBounds
}): Usage | null {
  const { reported, complete, bounds } = call
  if (complete && reported && credible(reported, bounds)) {
    if (bounds.n <= 1 || !countsOneOfMany(reported, call.outputTokens(), bounds.n)) return reported
    return { ...reported, outputTokens: call.outputTokens(), estimated: true }
  }
  if (!call.hasContent) return null
  return {
    inputTokens: call.inputTokens(),
    cachedTokens: 0,
    outputTokens: call.outputTokens(),
    reasoningTokens: 0,
    estimated: true,
  }
}
