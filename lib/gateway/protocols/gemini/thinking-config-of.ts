import type { GenerationRequest } from '../../generation/request'

/** What Google's own OpenAI door makes of the words, for models that count tokens. */
const budgets: Record<string, number | undefined> = { none: 0, minimal: 1024, low: 1024, medium: 8192, high: 24_576, xhigh: 24_576 }
const levels: Record<string, string | undefined> = {
  none: 'MINIMAL',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
}

/** Up to version 2.5 models count what they think in tokens. */
const countsTokens = (model: string): boolean => /gemini-(1|2)\b/.test(model)
/** These always think, and refuse to be told otherwise. */
const alwaysThinks = (model: string): boolean => /-pro\b/.test(model)

/** How long the model is to think; the thoughts are told to who asked for them. Without a word of the caller's the model decides. */
export function thinkingConfigOf(
  { prompt, thinkingBudget: budget }: GenerationRequest,
  model: string,
): Record<string, unknown> | undefined {
  const { reasoning_effort: effort } = prompt
  const counts = countsTokens(model)
  if (budget === null || (budget === undefined && effort === 'none')) {
    if (alwaysThinks(model)) return undefined
    return counts ? { thinkingBudget: 0 } : { thinkingLevel: levels.none }
  }
  if (budget !== undefined) return { includeThoughts: true, thinkingBudget: budget }
  if (typeof effort !== 'string') return undefined
  const told = counts ? { thinkingBudget: budgets[effort] } : { thinkingLevel: levels[effort] }
  return { includeThoughts: true, ...told }
}
