import { isObject } from '@/lib/json-object'
import { googleProof } from '../../generation/no-proof'
import type { AnswerPart, UpstreamError } from '../../generation/part'
import { isCount } from '../is-count'
import type { UpstreamEvent } from '../protocol'
import { readError } from '../read-error'
import { readGeminiFinish } from './read-finish'
import { readGeminiUsage } from './read-usage'

type Members = Record<string, unknown>

const mostAnswers = 128

/** How many calls each answer has made. An answer stands here from its beginning. */
export type Calls = Map<number, number>

/** An event, or a whole answer: the shapes are the same. Anything else that an upstream answers with 200 is malformed. */
export function readEvent(json: Members, calls: Calls): UpstreamEvent | 'malformed' {
  if (json.error) return { parts: [{ type: 'error', error: readGeminiError(json.error) }], json }
  const { candidates, promptFeedback, usageMetadata } = json
  const parts: AnswerPart[] = []
  for (const candidate of Array.isArray(candidates) ? candidates : []) {
    if (!isObject(candidate)) return 'malformed'
    readCandidate(candidate, calls, parts)
  }
  const blocked = isObject(promptFeedback) ? promptFeedback.blockReason : undefined
  if (typeof blocked === 'string' && blocked !== '' && parts.length === 0)
    parts.push({ type: 'begin', answer: 0 }, { type: 'finish', answer: 0, reason: 'content_filter', told: blocked })
  const usage = readGeminiUsage(usageMetadata)
  if (usage) parts.push({ type: 'usage', usage })
  return { parts, json }
}

export function readGeminiAnswer(json: unknown): UpstreamEvent | 'malformed' {
  if (!isObject(json)) return 'malformed'
  const read = readEvent(json, new Map())
  return read === 'malformed' || read.parts.some(({ type }) => type !== 'begin' && type !== 'usage') ? read : 'malformed'
}

function readCandidate({ index, content, finishReason: told }: Members, calls: Calls, parts: AnswerPart[]): void {
  const answer = isCount(index) ? Math.min(index, mostAnswers - 1) : 0
  if (!calls.has(answer)) {
    calls.set(answer, 0)
    parts.push({ type: 'begin', answer })
  }
  const said = isObject(content) ? content.parts : undefined
  for (const part of Array.isArray(said) ? said : []) if (isObject(part)) readPart(part, answer, calls, parts)
  if (typeof told === 'string' && told !== '' && told !== 'FINISH_REASON_UNSPECIFIED')
    parts.push({ type: 'finish', answer, reason: readGeminiFinish(told, (calls.get(answer) ?? 0) > 0), told })
}

function readPart(part: Members, answer: number, calls: Calls, parts: AnswerPart[]): void {
  const { text, thought, functionCall, inlineData, thoughtSignature: signature } = part
  const call = isObject(functionCall) ? (calls.get(answer) ?? 0) : undefined
  if (typeof text === 'string') {
    if (text !== '') parts.push({ type: thought === true ? 'reasoning' : 'text', answer, text })
  } else if (isObject(functionCall) && call !== undefined) {
    calls.set(answer, call + 1)
    parts.push(...callParts(functionCall, answer, call))
  } else if (isObject(inlineData)) parts.push(mediaPart(inlineData, answer))
  else if (['executableCode', 'codeExecutionResult', 'fileData', 'toolCall', 'toolResponse'].some((name) => isObject(part[name])))
    parts.push({ type: 'other', answer })
  if (typeof signature === 'string' && signature !== '')
    parts.push(
      call === undefined
        ? { type: 'signature', answer, signature: googleProof + signature }
        : { type: 'signature', answer, call, signature },
    )
}

/** A call comes whole. Clients of other protocols want an id, which Google does not always give. */
function callParts({ id, name, args }: Members, answer: number, call: number): AnswerPart[] {
  const given = typeof id === 'string' && id !== '' ? id : `call_${crypto.randomUUID().replaceAll('-', '')}`
  return [
    { type: 'tool-call', answer, call, id: given, name: typeof name === 'string' ? name : '' },
    { type: 'tool-arguments', answer, call, text: JSON.stringify(isObject(args) ? args : {}) },
  ]
}

function mediaPart({ mimeType, data }: Members, answer: number): AnswerPart {
  const picture = typeof mimeType === 'string' && mimeType.startsWith('image/') && typeof data === 'string'
  return picture ? { type: 'image', answer, mediaType: mimeType, data } : { type: 'other', answer }
}

const statuses = new Map([
  ['INVALID_ARGUMENT', 400],
  ['FAILED_PRECONDITION', 400],
  ['OUT_OF_RANGE', 400],
  ['UNAUTHENTICATED', 401],
  ['PERMISSION_DENIED', 403],
  ['NOT_FOUND', 404],
  ['RESOURCE_EXHAUSTED', 429],
  ['INTERNAL', 500],
  ['UNAVAILABLE', 503],
  ['DEADLINE_EXCEEDED', 504],
])

/** Inside a body of status 200 the code, or Google's word for it, says what the status would have been. */
export function readGeminiError(error: unknown): UpstreamError {
  const read = readError(error)
  const status = read.status ?? statuses.get(String(isObject(error) ? error.status : ''))
  return status === undefined ? read : { ...read, status }
}
