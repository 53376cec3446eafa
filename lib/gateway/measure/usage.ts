import { noUnits } from '@/lib/units'
import type { Usage } from '../generation/part'
import type { Delivered } from './stream-end'

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

export interface Counting {
  reported: Usage | null
  /** The upstream finished its answer; a report inside a broken one is not the whole. */
  complete: boolean
  hasContent: boolean
  /** Of what was delivered, in characters. */
  length: number
  inputTokens: () => number
  outputTokens: () => number
  bounds: UsageBounds
  /** What was reported with every chunk of a stream. */
  soFar?: Delivered['soFar']
}

/**
 * What a call is charged for. A report that can be true is taken as it is; otherwise what the caller received is
 * counted, and is no less than what was reported while it went out; null, nothing to pay, when nothing was delivered.
 */
export function chargedUsage(call: Counting): Usage | null {
  const { reported, complete, bounds } = call
  if (complete && reported && credible(reported, bounds)) return withoutZeros(reported, call)
  if (!call.hasContent) return null
  const soFar = lastSoFar(call)
  if (soFar && call.soFar?.current) return withoutZeros(soFar, call)
  const inputTokens = Math.max(call.inputTokens(), soFar?.inputTokens ?? 0)
  const outputTokens = Math.max(call.outputTokens(), soFar?.outputTokens ?? 0)
  return { ...noUnits, inputTokens, outputTokens, requests: 1, estimated: true }
}

/** Of several answers, such a report is about the one that the chunk belongs to. */
function lastSoFar({ soFar, bounds }: Counting): Usage | undefined {
  const { last = null } = soFar ?? {}
  return last && bounds.n === 1 && credible(last, bounds) ? last : undefined
}

/** A delivered answer has input and output tokens. Where a report has none of one of them, that one is counted here. */
function withoutZeros(reported: Usage, { hasContent, length, bounds, inputTokens, outputTokens }: Counting): Usage {
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
