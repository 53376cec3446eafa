import { noUnits } from '@/lib/units'
import type { Usage } from '../../generation/part'
import { isCount } from '../is-count'

/** A usage object in Anthropic's shape, whose input leaves out what was cached; null if its main numbers are missing, negative or not whole. */
export function readMessagesUsage(reported: unknown): Usage | null {
  if (typeof reported !== 'object' || reported === null) return null
  const { input_tokens: input, output_tokens: outputTokens, output_tokens_details: details, ...cache } = reported as Record<string, unknown>
  if (!isCount(input) || !isCount(outputTokens)) return null
  const read = cache.cache_read_input_tokens
  const written = cache.cache_creation_input_tokens
  const thought = typeof details === 'object' && details !== null ? (details as Record<string, unknown>).thinking_tokens : undefined
  const cachedTokens = isCount(read) ? read : 0
  const cacheWriteTokens = isCount(written) ? written : 0
  return {
    ...noUnits,
    inputTokens: input + cachedTokens + cacheWriteTokens,
    cachedTokens,
    cacheWriteTokens,
    outputTokens,
    reasoningTokens: isCount(thought) ? Math.min(thought, outputTokens) : 0,
    requests: 1,
    estimated: false,
  }
}
