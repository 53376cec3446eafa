import type { Usage } from '../../generation/part'

/** Usage in the words of OpenAI's Responses. */
export const responsesUsage = ({ inputTokens, cachedTokens, cacheWriteTokens, outputTokens, reasoningTokens }: Usage) => ({
  input_tokens: inputTokens,
  input_tokens_details: { cached_tokens: cachedTokens, cache_write_tokens: cacheWriteTokens },
  output_tokens: outputTokens,
  output_tokens_details: { reasoning_tokens: reasoningTokens },
  total_tokens: inputTokens + outputTokens,
})
