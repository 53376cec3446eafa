import { askedAnswers, askedCeiling } from '../generation/ceiling'
import type { GenerationRequest, Prompt } from '../generation/request'
import { absent, checkModel, longestName, wrong } from './check-members'
import { checkTags } from './check-tags'
import { refuseOtherNames } from './other-names'

const longestRole = 64
const mostChoices = 128
/** Beyond any conversation and any document in pieces; each costs work before anything is known of its price. */
const most = { messages: 10_000, parts: 20_000, tools: 5_000 }

/** Checks the members that the gateway itself relies on, by name; everything else stays as it is. */
export function parsePrompt(body: Record<string, unknown>): GenerationRequest {
  const { messages, tools } = body
  const options = parseOptions(body)
  if (absent(messages)) throw wrong('messages', 'is missing: send a list of messages')
  if (!Array.isArray(messages)) throw wrong('messages', 'must be a list')
  if (messages.length === 0) throw wrong('messages', 'must hold at least one message')
  if (messages.length > most.messages) throw wrong('messages', `has more than ${most.messages} messages`)
  let parts = 0
  for (let at = 0; at < messages.length; at++) {
    parts += checkMessage(messages[at], `messages[${at}]`)
    if (parts > most.parts) throw wrong(`messages[${at}].content`, `brings the parts and tool calls of all messages above ${most.parts}`)
  }
  if (!absent(tools) && !Array.isArray(tools)) throw wrong('tools', 'must be a list')
  if (Array.isArray(tools) && tools.length > most.tools) throw wrong('tools', `has more than ${most.tools} tools`)
  const prompt = body as Prompt
  return { ...options, prompt }
}

/** Checks what every request for an answer may say beside its prompt. */
export function parseOptions(body: Record<string, unknown>): Omit<GenerationRequest, 'prompt'> {
  const { model, stream, stream_options: options, n } = body
  checkModel(model)
  if (!absent(stream) && typeof stream !== 'boolean') throw wrong('stream', 'must be true or false')
  if (!absent(options) && (typeof options !== 'object' || Array.isArray(options))) throw wrong('stream_options', 'must be an object')
  checkCeilings(body)
  checkTags(body)
  refuseOtherNames(body)
  if (!absent(n) && !(Number.isInteger(n) && (n as number) >= 1 && (n as number) <= mostChoices))
    throw wrong('n', `must be a whole number from 1 to ${mostChoices}`)
  return { model, stream: stream === true, answers: askedAnswers(body), ceiling: askedCeiling(body) }
}

/** Answers how many parts and tool calls it has. */
function checkMessage(message: unknown, path: string): number {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) throw wrong(path, 'must be an object')
  const { role, name, content, tool_calls: calls } = message as Record<string, unknown>
  if (typeof role !== 'string' || role === '') throw wrong(`${path}.role`, 'must be a string')
  if (role.length > longestRole) throw wrong(`${path}.role`, `is longer than ${longestRole} characters`)
  if (typeof name === 'string' && name.length > longestName) throw wrong(`${path}.name`, `is longer than ${longestName} characters`)
  return checkContent(content, path) + (Array.isArray(calls) ? calls.length : 0)
}

function checkContent(content: unknown, path: string): number {
  if (absent(content) || typeof content === 'string') return 0
  if (!Array.isArray(content)) throw wrong(`${path}.content`, 'must be a string or a list of parts')
  const odd = content.findIndex((part) => typeof part !== 'string' && (typeof part !== 'object' || part === null))
  if (odd >= 0) throw wrong(`${path}.content[${odd}]`, 'must be an object')
  return content.length
}

/** A ceiling of 0 goes to the upstream, which decides what it means. */
function checkCeilings({ max_tokens: one, max_completion_tokens: other }: Record<string, unknown>): void {
  for (const [name, value] of [
    ['max_tokens', one],
    ['max_completion_tokens', other],
  ] as const)
    if (!absent(value) && (!Number.isSafeInteger(value) || (value as number) < 0)) throw wrong(name, 'must be a whole number, 0 or above')
  if (!absent(one) && !absent(other) && one !== other)
    throw wrong('max_completion_tokens', 'contradicts max_tokens: they are two names of one ceiling. Send one of them')
}
