import { rewritten } from '@/lib/json-edit'
import { isObject } from '@/lib/json-object'
import type { Units } from '@/lib/units'
import type { AnswerKind, TaskName, TaskRequest } from '../../generation/task'
import { isCount } from '../is-count'
import type { RequestTarget, UpstreamRequest, UpstreamTask } from '../protocol'
import { formBody } from './form-body'
import { authorization, unpacked } from './headers'
import { readAudioEvent, readImageEvent, readImages, readTranscript } from './media'

type Members = Record<string, unknown>

const accepts: Record<AnswerKind, string> = { json: 'application/json', text: 'text/plain, */*', events: 'text/event-stream', bytes: '*/*' }

/** Sends on what came, a form or an object, with the members that have to differ. */
function request(asked: TaskRequest, target: Pick<RequestTarget, 'upstreamModel' | 'apiKey' | 'params'>): UpstreamRequest {
  const { task, body, original, form, answer } = asked
  const members = { ...target.params, model: target.upstreamModel }
  const common = { accept: accepts[answer], ...unpacked, ...authorization(target.apiKey) }
  const path = `/${task}`
  if (form) {
    const written = formBody(form, members)
    return { path, headers: { ...written.headers, ...common }, body: written.body }
  }
  return { path, headers: { 'content-type': 'application/json', ...common }, body: rewritten({ ...body, ...members }, original) }
}

/** `read` says whether the answer is one, and gives it its usual shape. */
const ofText = (read: (json: Members, asked: TaskRequest) => Members | undefined): UpstreamTask => ({
  request,
  read(json, asked) {
    const content = read(json, asked)
    return content ? { content, reported: readUsage(json) } : 'malformed'
  },
})

const mebibyte = 1024 * 1024
/** Several pictures, each of which has some megabytes. */
const longestPictures = 96 * mebibyte
const pictures: UpstreamTask = {
  request: (asked, target) => ({ ...request(asked, target), longest: longestPictures }),
  read: readImages,
  readEvent: readImageEvent,
}
const transcript: UpstreamTask = { request, read: readTranscript, readEvent: readAudioEvent }
const voice: UpstreamTask = { request, read: () => 'malformed', readEvent: readAudioEvent }

/** Tasks at servers that speak like OpenAI. */
export const tasks: Record<Exclude<TaskName, 'documents'>, UpstreamTask> = {
  embeddings: ofText((json, { body }) => (isVectors(json.data, body.input) ? json : undefined)),
  rerank: ofText(readRanking),
  moderations: ofText((json) => (isList(json.results) ? json : undefined)),
  'images/generations': pictures,
  'images/edits': pictures,
  'images/variations': pictures,
  'audio/transcriptions': transcript,
  'audio/translations': transcript,
  'audio/speech': voice,
}

const isList = (value: unknown): value is Members[] => Array.isArray(value) && value.length > 0 && value.every(isObject)

/** As many vectors as were asked for. A list of numbers is one text. */
function isVectors(data: unknown, input: unknown): boolean {
  const count = Array.isArray(input) && typeof input[0] !== 'number' ? input.length : 1
  return isList(data) && data.length === count && data.every(({ embedding }) => typeof embedding === 'string' || Array.isArray(embedding))
}

/** Voyage calls the list `data`, some servers call the number `score`. An answer in the usual words is returned as it is. */
function readRanking(json: Members, { body }: TaskRequest): Members | undefined {
  const { results, data, ...rest } = json
  const list = results ?? data
  if (!isList(list)) return undefined
  const { length } = body.documents as unknown[]
  let usual = data === undefined
  for (const { index, score, relevance_score } of list) {
    if (!isCount(index) || index >= length || typeof (relevance_score ?? score) !== 'number') return undefined
    usual &&= score === undefined
  }
  if (usual) return json
  return { ...rest, results: list.map(({ score, ...result }) => ({ ...result, relevance_score: result.relevance_score ?? score })) }
}

/** `usage` as OpenAI and Jina have it, or Cohere's `meta.tokens`. */
function readUsage({ usage, meta }: Members): Partial<Units> {
  const given = isObject(usage) ? usage : {}
  const tokens = isObject(meta) && isObject(meta.tokens) ? meta.tokens : {}
  const inputTokens = given.prompt_tokens ?? given.input_tokens ?? given.total_tokens ?? tokens.input_tokens
  return isCount(inputTokens) ? { inputTokens } : {}
}
