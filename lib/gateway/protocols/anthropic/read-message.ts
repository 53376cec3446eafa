import type { AnswerPart, FinishReason, UpstreamError } from '../../generation/part'
import type { UpstreamEvent } from '../protocol'
import { readError } from '../read-error'
import { BlockReader } from './read-block'
import { readMessagesUsage } from './read-usage'

const reasons = new Map<string, FinishReason>([
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'tool_calls'],
  ['refusal', 'content_filter'],
])

/** A reason that is not known here is an ordinary end. */
export function readStop({ stop_reason: told, stop_sequence: sequence }: Record<string, unknown>): AnswerPart[] {
  if (typeof told !== 'string' || told === '') return []
  const reason = reasons.get(told) ?? 'stop'
  return [{ type: 'finish', answer: 0, reason, told, ...(typeof sequence === 'string' && { sequence }) }]
}

const statuses = new Map([
  ['invalid_request_error', 400],
  ['authentication_error', 401],
  ['permission_error', 403],
  ['not_found_error', 404],
  ['request_too_large', 413],
  ['rate_limit_error', 429],
  ['api_error', 500],
  ['overloaded_error', 529],
])

/** Inside a body of status 200 the type says what the status would have been. */
export function readAnthropicError(error: unknown): UpstreamError {
  const read = readError(error)
  const status = read.status ?? statuses.get(read.type ?? '')
  return status === undefined ? read : { ...read, status }
}

/** A whole message; anything else that an upstream answers with 200 is malformed. */
export function readMessage(given: unknown): UpstreamEvent | 'malformed' {
  if (typeof given !== 'object' || given === null) return 'malformed'
  const json = given as Record<string, unknown>
  if (json.error) return { parts: [{ type: 'error', error: readAnthropicError(json.error) }], json }
  if (!Array.isArray(json.content)) return 'malformed'
  const blocks = new BlockReader()
  const parts = json.content.flatMap((block, at) => blocks.begin(block, at))
  parts.push(...readStop(json))
  const usage = readMessagesUsage(json.usage)
  if (usage) parts.push({ type: 'usage', usage })
  return { parts, json }
}
