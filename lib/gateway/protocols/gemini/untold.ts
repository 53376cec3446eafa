import type { GenerationRequest, PromptMessage, PromptPart, PromptToolCall, Untold } from '../../generation/request'
import { mediaOf } from './parts-of'

const formats = new Set<unknown>(['text', 'json_object', 'json_schema'])

const members: Record<string, (value: unknown) => boolean> = {
  functions: (value) => Array.isArray(value) && value.length > 0,
  logprobs: (value) => value === true,
  logit_bias: (value) => Object.keys(value as object).length > 0,
  audio: () => true,
  response_format: (value) => !formats.has((value as { type?: unknown }).type),
  web_search_options: () => true,
}

const words = (param: string): Untold => ({
  param,
  message: `${param} cannot be told to the backend of this model. Leave it out, or choose another model.`,
})

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

/** The first member that has no words in Gemini's protocol and would change the answer. */
export function untoldToGemini({ prompt }: GenerationRequest): Untold | undefined {
  for (const name in members) if (isGiven(prompt[name]) && members[name]?.(prompt[name])) return words(name)
  const tool = (prompt.tools ?? []).findIndex((each) => !isFunction(each))
  if (tool >= 0) return words(`tools[${tool}]`)
  const at = prompt.messages.findIndex((message) => !isTold(message))
  return at < 0 ? undefined : words(`messages[${at}]`)
}

function isFunction(tool: unknown): boolean {
  const { type, function: called } = (tool ?? {}) as { type?: unknown; function?: { name?: unknown } | null }
  return type === 'function' && typeof called?.name === 'string'
}

const roles = new Set(['user', 'assistant', 'system', 'developer', 'tool'])

function isTold({ role, content, tool_calls: calls }: PromptMessage): boolean {
  if (!roles.has(role) || (isGiven(calls) && !(Array.isArray(calls) && calls.every(isCall)))) return false
  const looks = role === 'user' || role === 'tool'
  return (
    !Array.isArray(content) || content.every((part) => typeof part === 'string' || (mediaOf(part) === undefined ? isText(part) : looks))
  )
}

const isCall = (call: unknown): boolean => typeof (call as PromptToolCall | null)?.function?.name === 'string'

const isText = ({ type, text }: PromptPart): boolean =>
  (type === 'text' || type === 'refusal') && (text === undefined || typeof text === 'string')
