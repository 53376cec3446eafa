import type { Usage } from '../../generation/part'
import { emptyInUsage } from './empty-members'

/** Usage in Anthropic's words, whose input leaves out what was cached. */
export const messagesUsage = ({ inputTokens, cachedTokens, cacheWriteTokens, outputTokens, reasoningTokens }: Usage) => ({
  input_tokens: inputTokens - cachedTokens - cacheWriteTokens,
  cache_creation_input_tokens: cacheWriteTokens,
  cache_read_input_tokens: cachedTokens,
  output_tokens: outputTokens,
  output_tokens_details: reasoningTokens > 0 ? { thinking_tokens: reasoningTokens } : null,
  ...emptyInUsage,
})
