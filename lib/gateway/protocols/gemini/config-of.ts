import type { GenerationRequest } from '../../generation/request'
import { thinkingConfigOf } from './thinking-config-of'

type Members = Record<string, unknown>

/** Members that Gemini knows under another name, or the same. */
const alike = new Map([
  ['temperature', 'temperature'],
  ['top_p', 'topP'],
  ['top_k', 'topK'],
  ['seed', 'seed'],
  ['presence_penalty', 'presencePenalty'],
  ['frequency_penalty', 'frequencyPenalty'],
])

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/** How the answer is to be generated. */
export function configOf(asked: GenerationRequest, upstreamModel: string): Members {
  const { prompt, answers } = asked
  const config: Members = {}
  for (const [name, theirs] of alike) if (isGiven(prompt[name])) config[theirs] = prompt[name]
  const ceiling = prompt.max_completion_tokens ?? prompt.max_tokens
  if (isGiven(ceiling)) config.maxOutputTokens = ceiling
  if (answers > 1) config.candidateCount = answers
  if (isGiven(prompt.stop)) config.stopSequences = [prompt.stop].flat()
  if (Array.isArray(prompt.modalities) && prompt.modalities.includes('image')) config.responseModalities = ['TEXT', 'IMAGE']
  const thinkingConfig = thinkingConfigOf(asked, upstreamModel)
  if (thinkingConfig) config.thinkingConfig = thinkingConfig
  return { ...config, ...formatOf(prompt.response_format) }
}

function formatOf(format: unknown): Members {
  const { type, json_schema: given } = (format ?? {}) as { type?: unknown; json_schema?: { schema?: unknown } | null }
  if (type !== 'json_object' && type !== 'json_schema') return {}
  const schema = type === 'json_schema' ? schemaOf(given?.schema) : undefined
  return { responseMimeType: 'application/json', ...(schema !== undefined && { responseJsonSchema: schema }) }
}

/** Google takes JSON Schema, but for the name of its version. */
export function schemaOf(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null) return schema ?? undefined
  const { $schema: _version, ...rest } = schema as Members
  return rest
}
