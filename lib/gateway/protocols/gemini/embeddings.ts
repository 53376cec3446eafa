import { isObject } from '@/lib/json-object'
import type { Untold } from '../../generation/request'
import type { TaskAnswer, TaskRequest } from '../../generation/task'
import { isCount } from '../is-count'
import type { RequestTarget, UpstreamRequest, UpstreamTask } from '../protocol'
import { credentials, resourceOf } from './address'

type Members = Record<string, unknown>

/** Vectors, asked for as a batch also where there is one text, as Google's own clients do. */
export const embeddingsTask: UpstreamTask = { request, untold, read }

function request(asked: TaskRequest, target: Pick<RequestTarget, 'upstreamModel' | 'apiKey' | 'params'>): UpstreamRequest {
  const model = resourceOf(target.upstreamModel)
  return {
    path: `/${encodeURI(model)}:batchEmbedContents`,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'accept-encoding': 'identity',
      ...credentials(target.apiKey),
    },
    body: JSON.stringify({ requests: itemsOf(asked).map((item) => ({ ...item, ...target.params, model })) }),
  }
}

/** One for each vector. A body of Google's own shape is told as it came. */
function itemsOf({ own, body }: TaskRequest): Members[] {
  if (own?.protocol === 'gemini') return own.body.requests as Members[]
  const { input, dimensions } = body
  const texts = Array.isArray(input) ? input : [input]
  return texts.map((text: unknown) => ({
    content: { parts: [{ text }] },
    ...(isCount(dimensions) && { outputDimensionality: dimensions }),
  }))
}

/** Told in other words, and `user`, which is advice. */
const told = new Set(['model', 'input', 'dimensions', 'encoding_format', 'user'])

function untold({ body }: TaskRequest): Untold | undefined {
  const { input } = body
  const isText = (each: unknown) => typeof each === 'string'
  if (!(Array.isArray(input) ? input.every(isText) : isText(input)))
    return { param: 'input', message: 'input must be texts at this model: its backends take no tokens in their place.' }
  const odd = Object.keys(body).find((name) => !told.has(name) && body[name] !== undefined && body[name] !== null)
  return odd === undefined
    ? undefined
    : { param: odd, message: `${odd} has no counterpart at this model's backends. Leave it out, or choose another model.` }
}

/** The vectors in OpenAI's shape, as numbers or packed as was asked. */
function read({ embeddings, usageMetadata: usage }: Members, asked: TaskRequest): TaskAnswer | 'malformed' {
  if (!Array.isArray(embeddings) || embeddings.length !== itemsOf(asked).length) return 'malformed'
  const vectors = embeddings.map((each: unknown) => (isObject(each) && isVector(each.values) ? each.values : undefined))
  if (!vectors.every((vector) => vector !== undefined)) return 'malformed'
  const packed = asked.body.encoding_format === 'base64'
  const data = vectors.map((vector, index) => ({ object: 'embedding', index, embedding: packed ? packedOf(vector) : vector }))
  const inputTokens = isObject(usage) ? (usage.promptTokenCount ?? usage.totalTokenCount) : undefined
  if (!isCount(inputTokens)) return { content: { object: 'list', data }, reported: {} }
  return {
    content: { object: 'list', data, usage: { prompt_tokens: inputTokens, total_tokens: inputTokens } },
    reported: { inputTokens },
  }
}

const isVector = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'number')

/** As OpenAI packs them: float32, the lowest byte first. */
function packedOf(vector: number[]): string {
  const bytes = Buffer.alloc(vector.length * 4)
  for (const [at, value] of vector.entries()) bytes.writeFloatLE(value, at * 4)
  return bytes.toString('base64')
}
