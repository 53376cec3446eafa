import { foldSystem } from '../../generation/fold-system'
import type { GenerationRequest, PromptMessage } from '../../generation/request'
import { thinkingOf } from './thinking-of'
import { toolsOf } from './tools-of'
import { turnsOf } from './turns-of'

/** Members that Anthropic knows under the same name. */
const alike = ['temperature', 'top_p', 'top_k', 'stream'] as const

/** A prompt in Anthropic's words, for an answer of so many tokens. What these lack is told by `untold` beforehand. */
export function messagesOf(asked: GenerationRequest, most: number): Record<string, unknown> {
  const { prompt } = asked
  const body: Record<string, unknown> = {}
  const { system, turns } = foldSystem(prompt.messages)
  const text = system.map(textOf).join('\n\n')
  if (text !== '') body.system = text
  body.messages = turnsOf(turns)
  for (const name of alike) if (isGiven(prompt[name])) body[name] = prompt[name]
  if (isGiven(prompt.stop)) body.stop_sequences = [prompt.stop].flat()
  const { effort, ...thinking } = thinkingOf(asked, most)
  const schema = (prompt.response_format as { json_schema?: { schema?: unknown } } | null | undefined)?.json_schema?.schema
  const output = { ...effort, ...(isGiven(schema) && { format: { type: 'json_schema', schema } }) }
  if (Object.keys(output).length > 0) body.output_config = output
  return { ...body, ...toolsOf(prompt), ...thinking }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

const textOf = ({ content }: PromptMessage): string =>
  Array.isArray(content) ? content.map((part) => (typeof part === 'string' ? part : part.text)).join('') : (content ?? '')
