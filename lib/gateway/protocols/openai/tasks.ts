import { noUnits } from '@/lib/units'
import type { Usage } from '../../generation/part'
import type { TaskAnswer, TaskName, TaskRequest } from '../../generation/task'
import { isCount } from '../is-count'
import type { UpstreamTask } from '../protocol'
import { authorization, unpacked } from './headers'

type Members = Record<string, unknown>

/** Tasks at servers that speak like OpenAI: `read` says whether the answer is one, and gives it its usual shape. */
const task = (path: string, read: (json: Members, asked: TaskRequest) => Members | undefined): UpstreamTask => ({
  request: ({ body }, { upstreamModel, apiKey, params }) => ({
    path,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...unpacked, ...authorization(apiKey) },
    body: JSON.stringify({ ...body, ...params, model: upstreamModel }),
  }),
  read(json, asked): TaskAnswer | 'malformed' {
    const answer = read(json, asked)
    return answer ? { json: answer, usage: readUsage(json) } : 'malformed'
  },
})

export const tasks: Record<TaskName, UpstreamTask> = {
  embeddings: task('/embeddings', (json) => (isList(json.data) ? json : undefined)),
  rerank: task('/rerank', readRanking),
  moderations: task('/moderations', (json) => (isList(json.results) ? json : undefined)),
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)
const isList = (value: unknown): value is Members[] => Array.isArray(value) && value.length > 0 && value.every(isObject)

/** Voyage calls the list `data`, some servers call the number `score`. */
function readRanking({ results, data, ...rest }: Members, { body }: TaskRequest): Members | undefined {
  const list = results ?? data
  if (!isList(list)) return undefined
  const { length } = body.documents as unknown[]
  const read: Members[] = []
  for (const { score, ...result } of list) {
    const relevance_score = result.relevance_score ?? score
    if (!isCount(result.index) || result.index >= length || typeof relevance_score !== 'number') return undefined
    read.push({ ...result, relevance_score })
  }
  return { ...rest, results: read }
}

/** `usage` as OpenAI and Jina have it, or Cohere's `meta.tokens`. */
function readUsage({ usage, meta }: Members): Usage | null {
  const given = isObject(usage) ? usage : {}
  const tokens = isObject(meta) && isObject(meta.tokens) ? meta.tokens : {}
  const inputTokens = given.prompt_tokens ?? given.input_tokens ?? given.total_tokens ?? tokens.input_tokens
  return isCount(inputTokens) ? { ...noUnits, inputTokens, requests: 1, estimated: false } : null
}
