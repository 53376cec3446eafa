import { noUnits } from '@/lib/units'
import type { Usage } from '../../generation/part'
import { isCount } from '../is-count'

/**
 * A usage object in Gemini's words; null if its main numbers are missing, negative or not whole. What was thought is not counted among the
 * candidates there, nor what its own tools gave the model to read among the prompt.
 */
export function readGeminiUsage(reported: unknown): Usage | null {
  if (typeof reported !== 'object' || reported === null) return null
  const { promptTokenCount, candidatesTokenCount, ...more } = reported as Record<string, unknown>
  const { thoughtsTokenCount: thought, cachedContentTokenCount: cached, toolUsePromptTokenCount: tools } = more
  // What is zero is left out.
  const written = candidatesTokenCount ?? 0
  if (!isCount(promptTokenCount) || !isCount(written)) return null
  const inputTokens = promptTokenCount + (isCount(tools) ? tools : 0)
  const reasoningTokens = isCount(thought) ? thought : 0
  return {
    ...noUnits,
    inputTokens,
    cachedTokens: isCount(cached) ? Math.min(cached, inputTokens) : 0,
    outputTokens: written + reasoningTokens,
    reasoningTokens,
    requests: 1,
    estimated: false,
  }
}
