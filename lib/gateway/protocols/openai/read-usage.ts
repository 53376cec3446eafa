import { noUnits } from '@/lib/units'
import type { Usage } from '../../generation/part'
import { isCount } from '../is-count'

/** A usage object in OpenAI's shape (chat or responses); null if its main numbers are missing, negative or not whole. */
export function readChatUsage(reported: unknown): Usage | null {
  if (typeof reported !== 'object' || reported === null) return null
  const given = reported as Record<string, unknown>
  const inputTokens = given.prompt_tokens ?? given.input_tokens
  const outputTokens = given.completion_tokens ?? given.output_tokens
  if (!isCount(inputTokens) || !isCount(outputTokens)) return null
  const cached = member(given.prompt_tokens_details ?? given.input_tokens_details, 'cached_tokens') ?? given.prompt_cache_hit_tokens
  const reasoning = member(given.completion_tokens_details ?? given.output_tokens_details, 'reasoning_tokens')
  const cachedTokens = isCount(cached) ? Math.min(cached, inputTokens) : 0
  const written = member(given.prompt_tokens_details ?? given.input_tokens_details, 'cache_write_tokens')
  return {
    ...noUnits,
    inputTokens,
    cachedTokens,
    cacheWriteTokens: isCount(written) ? Math.min(written, inputTokens - cachedTokens) : 0,
    outputTokens,
    reasoningTokens: isCount(reasoning) ? Math.min(reasoning, outputTokens) : 0,
    requests: 1,
    estimated: false,
  }
}

const member = (of: unknown, name: string) => (typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : undefined)
