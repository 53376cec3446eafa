import { isObject } from '@/lib/json-object'
import type { AnswerPart, FinishReason, UpstreamError } from '../../generation/part'
import { readChatUsage } from '../openai/read-usage'
import type { UpstreamEvent } from '../protocol'
import { readError } from '../read-error'
import { isCall, readItem } from './read-item'

type Members = Record<string, unknown>

const statuses: [pattern: RegExp, status: number][] = [
  [/rate_limit/, 429],
  [/insufficient_quota/, 429],
  [/server_error|timeout/, 500],
  [/overloaded|unavailable/, 503],
  [/context_length|invalid|image|prompt|policy/, 400],
]

/** Inside a body of status 200 the code says what the status would have been. */
export function readResponseError(error: unknown): UpstreamError {
  const read = readError(error)
  const named = `${read.code ?? ''} ${read.type ?? ''}`
  const status = read.status ?? statuses.find(([pattern]) => pattern.test(named))?.[1]
  return status === undefined ? read : { ...read, status }
}

const reasons = new Map<unknown, FinishReason>([
  ['max_output_tokens', 'length'],
  ['max_tokens', 'length'],
  ['content_filter', 'content_filter'],
])

/** The end and the usage of an answer. `calls`: the model called a tool, which is why it ended. */
export function readEnd({ status, incomplete_details: details, usage }: Members, calls: boolean): AnswerPart[] {
  const why = isObject(details) ? details.reason : undefined
  const parts: AnswerPart[] = []
  if (status === 'incomplete') {
    parts.push({ type: 'finish', answer: 0, reason: reasons.get(why) ?? 'length', told: typeof why === 'string' ? why : status })
  } else parts.push({ type: 'finish', answer: 0, reason: calls ? 'tool_calls' : 'stop', told: calls ? 'tool_calls' : 'stop' })
  const read = readChatUsage(usage)
  if (read) parts.push({ type: 'usage', usage: read })
  return parts
}

const ended = new Set<unknown>(['completed', 'incomplete', undefined, null])

/** A whole response; anything else that an upstream answers with 200 is malformed. */
export function readResponse(given: unknown): UpstreamEvent | 'malformed' {
  if (!isObject(given)) return 'malformed'
  if (given.error || given.status === 'failed' || given.object === 'error')
    return { parts: [{ type: 'error', error: readResponseError(given.error || given) }], json: given }
  const { output, status } = given
  if (!Array.isArray(output) || !ended.has(status)) return 'malformed'
  const items = output.filter(isObject)
  let calls = 0
  const parts = items.flatMap((item) => readItem(item, isCall(item) ? calls++ : calls))
  parts.push(...readEnd(given, calls > 0))
  return { parts, json: given }
}
