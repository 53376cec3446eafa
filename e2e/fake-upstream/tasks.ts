import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Behaviour, behaviourOf } from './behaviour.ts'
import type { CallLog } from './log.ts'
import { refuse } from './refuse.ts'

interface TaskBody {
  model: string
  input?: unknown
  encoding_format?: string
  dimensions?: number
  query?: string
  documents?: (string | { text: string })[]
  top_n?: number
  requests?: { content: { parts: { text: string }[] }; outputDimensionality?: number }[]
}

/** What is not a generated answer, by the end of its path. */
const tasks: Record<string, (body: TaskBody, behaviour: Behaviour) => object> = {
  '/embeddings': embed,
  '/rerank': rank,
  '/moderations': judge,
  ':batchEmbedContents': embedContents,
}

export const taskAt = (path: string) => tasks[Object.keys(tasks).find((end) => path.endsWith(end)) ?? '']

const listOf = (input: unknown): unknown[] => (Array.isArray(input) && !input.every((item) => typeof item === 'number') ? input : [input])
/** One token for every four characters, or for every number. */
const tokensOf = (item: unknown): number => (Array.isArray(item) ? item.length : Math.max(1, Math.ceil(JSON.stringify(item).length / 4)))

function usageOf(items: unknown[], behaviour: Behaviour) {
  if (behaviour.has('nousage')) return {}
  const tokens = behaviour.number(
    'in',
    items.map(tokensOf).reduce((sum, each) => sum + each, 0),
  )
  return { usage: { prompt_tokens: tokens, total_tokens: tokens } }
}

function embed({ input, encoding_format: format, dimensions = 8, model }: TaskBody, behaviour: Behaviour) {
  const items = listOf(input)
  const data = items.map((item, index) => {
    const bytes = createHash('sha512').update(JSON.stringify(item)).digest()
    const vector = Float32Array.from({ length: dimensions }, (_, i) => (bytes[i % bytes.length] as number) / 256)
    const packed = format === 'base64' && !behaviour.has('nobase64')
    return { object: 'embedding', index, embedding: packed ? Buffer.from(vector.buffer).toString('base64') : [...vector] }
  })
  return { object: 'list', data, model, ...usageOf(items, behaviour) }
}

/** The same vectors in Gemini's shape, for texts alone. */
function embedContents({ requests = [] }: TaskBody, behaviour: Behaviour) {
  const texts = requests.map(({ content }) => content.parts.map(({ text }) => text).join('\n'))
  const embeddings = requests.map(({ outputDimensionality }, at) => {
    const { data } = embed({ model: '', input: texts[at], ...(outputDimensionality && { dimensions: outputDimensionality }) }, behaviour)
    return { values: data[0]?.embedding }
  })
  const { usage } = usageOf(texts, behaviour)
  const told = behaviour.has('few') ? embeddings.slice(1) : embeddings
  return { embeddings: told, ...(usage && { usageMetadata: { promptTokenCount: usage.prompt_tokens } }) }
}

/** The document that shares most letters with the question comes first. */
function rank({ query = '', documents = [], top_n, model }: TaskBody, behaviour: Behaviour) {
  const texts = documents.map((document) => (typeof document === 'string' ? document : document.text))
  const scored = texts.map((text, index) => ({
    index,
    relevance_score: [...text].filter((letter) => query.includes(letter)).length / Math.max(1, text.length),
  }))
  const results = scored.sort((a, b) => b.relevance_score - a.relevance_score).slice(0, top_n ?? scored.length)
  if (behaviour.has('voyage')) return { object: 'list', data: results, model, ...usageOf([query, ...texts], behaviour) }
  if (behaviour.has('beyond')) return { results: [{ index: 9999, relevance_score: 1 }] }
  return { id: 'rerank-fake', model, results, ...usageOf([query, ...texts], behaviour) }
}

const categories = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/instructions',
  'self-harm/intent',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
]

function judge({ input, model }: TaskBody) {
  const flagged = (item: unknown) => /kill/i.test(JSON.stringify(item))
  const ofEach = (value: (name: string) => unknown) => Object.fromEntries(categories.map((name) => [name, value(name)]))
  const results = listOf(input).map((item) => ({
    flagged: flagged(item),
    categories: ofEach((name) => name === 'violence' && flagged(item)),
    category_scores: ofEach((name) => (name === 'violence' && flagged(item) ? 0.9 : 0.01)),
    category_applied_input_types: ofEach(() => ['text']),
  }))
  return { id: 'modr-fake', model, results }
}

/** Answers a task, and logs it like every call. */
export async function answerTask(
  { request, response, body, log }: { request: IncomingMessage; response: ServerResponse; body: string; log: CallLog },
  task: (body: TaskBody, behaviour: Behaviour) => object,
): Promise<void> {
  const [, inPath] = /\/models\/(.+):/.exec(decodeURIComponent(request.url ?? '')) ?? []
  const parsed = { ...(JSON.parse(body) as TaskBody), ...(inPath !== undefined && { model: inPath }) }
  const behaviour = behaviourOf(parsed.model)
  const call = log.open({
    id: request.headers['x-client-request-id']?.toString() ?? null,
    model: parsed.model,
    stream: false,
    asked: null,
    beta: null,
  })
  response.on('close', () => log.close(call, response.writableFinished ? 'finished' : 'gone'))
  await sleep(behaviour.number('wait', 0))
  if (response.destroyed) return
  if (refuse(request, response, behaviour, body)) {
    call.status = response.headersSent ? response.statusCode : null
    if (!behaviour.has('noheaders')) log.close(call, 'failed')
    return
  }
  const answer = task(parsed, behaviour) as { usage?: { prompt_tokens: number }; usageMetadata?: { promptTokenCount: number } }
  const reported = answer.usage ?? answer.usageMetadata
  call.status = 200
  call.reported = reported ?? null
  call.promptTokens = answer.usage?.prompt_tokens ?? answer.usageMetadata?.promptTokenCount ?? 0
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
}
