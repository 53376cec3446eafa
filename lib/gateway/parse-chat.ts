import { fail } from '@/lib/errors'
import type { ChatBody } from './chat'

const longestName = 256
const mostChoices = 128

const wrong = (param: string, should: string) => fail('invalid_request', { param, message: `${param} ${should}.` })
const absent = (value: unknown): boolean => value === undefined || value === null

/** Checks the members that the gateway itself relies on, by name; everything else passes through as it is. */
export function parseChat(body: Record<string, unknown>): ChatBody {
  const { model, messages, stream, stream_options: options, n, tools } = body
  checkModel(model)
  if (absent(messages)) throw wrong('messages', 'is missing: send a list of messages')
  if (!Array.isArray(messages)) throw wrong('messages', 'must be a list')
  if (messages.length === 0) throw wrong('messages', 'must hold at least one message')
  messages.forEach(checkMessage)
  if (!absent(stream) && typeof stream !== 'boolean') throw wrong('stream', 'must be true or false')
  if (!absent(options) && (typeof options !== 'object' || Array.isArray(options))) throw wrong('stream_options', 'must be an object')
  checkCeiling(body, 'max_tokens')
  checkCeiling(body, 'max_completion_tokens')
  if (!absent(n) && !(Number.isInteger(n) && (n as number) >= 1 && (n as number) <= mostChoices))
    throw wrong('n', `must be a whole number from 1 to ${mostChoices}`)
  if (!absent(tools) && !Array.isArray(tools)) throw wrong('tools', 'must be a list')
  return body as ChatBody
}

export function checkModel(model: unknown): asserts model is string {
  if (absent(model) || model === '') throw fail('model_missing', { param: 'model' })
  if (typeof model !== 'string') throw wrong('model', 'must be a string')
  if (model.length > longestName) throw wrong('model', `is longer than ${longestName} characters`)
}

function checkMessage(message: unknown, at: number): void {
  const path = `messages[${at}]`
  if (typeof message !== 'object' || message === null || Array.isArray(message)) throw wrong(path, 'must be an object')
  const { role, content } = message as Record<string, unknown>
  if (typeof role !== 'string' || role === '') throw wrong(`${path}.role`, 'must be a string')
  if (absent(content) || typeof content === 'string') return
  if (!Array.isArray(content)) throw wrong(`${path}.content`, 'must be a string or a list of parts')
  const odd = content.findIndex((part) => typeof part !== 'string' && (typeof part !== 'object' || part === null))
  if (odd >= 0) throw wrong(`${path}.content[${odd}]`, 'must be an object')
}

function checkCeiling(body: Record<string, unknown>, name: string): void {
  const value = body[name]
  if (absent(value)) return
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw wrong(name, 'must be a whole number above 0')
}

/** Some models answer nothing at all when nobody asks. */
export function checkUserMessage(body: ChatBody): void {
  if (!body.messages.some(({ role }) => role === 'user')) throw fail('user_message_missing', { param: 'messages' })
}
