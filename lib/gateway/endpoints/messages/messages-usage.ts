import type { Usage } from '../../generation/part'

/** Usage in Anthropic's words, whose input leaves out what was cached. */
export const messagesUsage = ({ inputTokens, cachedTokens, cacheWriteTokens, outputTokens, reasoningTokens }: Usage) => ({
  input_tokens: inputTokens - cachedTokens - cacheWriteTokens,
  cache_creation_input_tokens: cacheWriteTokens,
  cache_read_input_tokens: cachedTokens,
  output_tokens: outputTokens,
  ...(reasoningTokens > 0 && { output_tokens_details: { thinking_tokens: reasoningTokens } }),
})
