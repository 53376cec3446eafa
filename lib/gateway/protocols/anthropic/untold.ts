import type { GenerationRequest, PromptMessage, PromptPart, Untold } from '../../generation/request'
import { isFunction, isToldChoice } from './tools-of'
import { imageOf } from './turns-of'

type Members = Record<string, unknown>

/** Members that change the answer and that Anthropic has no words for, each with what tells whether it asks for something. */
const members: Record<string, (value: unknown) => boolean> = {
  functions: (value) => Array.isArray(value) && value.length > 0,
  response_format: (value) => !isToldFormat(value as Members),
  tool_choice: (value) => !isToldChoice(value),
  n: (value) => value !== 1,
  logprobs: (value) => value === true,
  logit_bias: (value) => Object.keys(value as object).length > 0,
  presence_penalty: (value) => value !== 0,
  frequency_penalty: (value) => value !== 0,
  web_search_options: () => true,
  audio: () => true,
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null

function isToldFormat({ type, json_schema: given }: Members): boolean {
  const { schema } = (given ?? {}) as Members
  return type === 'text' || (type === 'json_schema' && typeof schema === 'object' && schema !== null)
}

const words = (param: string): Untold => ({
  param,
  message: `${param} cannot be told to the backend of this model. Leave it out, or choose another model.`,
})

/** The first member that has no words there and would change the answer. */
export function untold({ prompt }: GenerationRequest): Untold | undefined {
  for (const name in members) if (isGiven(prompt[name]) && members[name]?.(prompt[name])) return words(name)
  const tool = (prompt.tools ?? []).findIndex((each) => !isFunction(each))
  if (tool >= 0) return words(`tools[${tool}]`)
  const at = prompt.messages.findIndex((message) => !isPlain(message))
  return at < 0 ? undefined : words(`messages[${at}]`)
}

const isText = ({ type, text }: PromptPart): boolean => type === 'text' && (text === undefined || typeof text === 'string')

const roles = new Set(['user', 'assistant', 'system', 'developer', 'tool'])

/** Texts, pictures of all but the system, and an assistant's calls of functions. */
function isPlain({ role, content, tool_calls: calls, tool_call_id: id }: PromptMessage): boolean {
  if (!roles.has(role) || (role === 'tool' && typeof id !== 'string')) return false
  if (isGiven(calls) && !(role === 'assistant' && Array.isArray(calls) && calls.every(isCall))) return false
  if (!Array.isArray(content)) return true
  const pictures = role !== 'system' && role !== 'developer'
  return content.every((part) => typeof part === 'string' || (imageOf(part) === undefined ? isText(part) : pictures))
}

function isCall(call: unknown): boolean {
  const { id, function: called } = (call ?? {}) as { id?: unknown; function?: Members | null }
  const { name, arguments: words } = called ?? {}
  return typeof id === 'string' && typeof name === 'string' && (!isGiven(words) || typeof words === 'string')
}
