import type { Usage } from '../../generation/part'

/** Usage in Gemini's words, whose candidates leave out what was thought. */
export const geminiUsage = ({ inputTokens, cachedTokens, outputTokens, reasoningTokens }: Usage) => ({
  promptTokenCount: inputTokens,
  candidatesTokenCount: outputTokens - reasoningTokens,
  totalTokenCount: inputTokens + outputTokens,
  ...(cachedTokens > 0 && { cachedContentTokenCount: cachedTokens }),
  ...(reasoningTokens > 0 && { thoughtsTokenCount: reasoningTokens }),
})
