import type { Usage } from '../../generation/part'
import type { TaskEndpoint } from '../endpoint'
import { geminiErrorBody } from './error-body'
import { parseBatch, parseSingle } from './parse-embeddings'

type Members = Record<string, unknown>

const vectors = {
  method: 'POST',
  speaks: 'gemini',
  task: 'embeddings',
  mode: 'embedding',
  inPath: ({ id }) => ({ model: id, stream: false }),
  refusal: geminiErrorBody,
} satisfies Partial<TaskEndpoint>

/** One content as a vector. */
export const embedContent: TaskEndpoint = {
  ...vectors,
  name: 'v1beta/models/{id...}:embedContent',
  parse: (body, _form, at) => parseSingle(body, at?.id ?? ''),
  whole(json, { usage }) {
    const [embedding] = embeddingsOf(json)
    return { embedding, ...usageOf(usage) }
  },
}

/** Several contents, each as a vector. */
export const batchEmbedContents: TaskEndpoint = {
  ...vectors,
  name: 'v1beta/models/{id...}:batchEmbedContents',
  parse: (body, _form, at) => parseBatch(body, at?.id ?? ''),
  whole: (json, { usage }) => ({ embeddings: embeddingsOf(json), ...usageOf(usage) }),
}

/** In the order of the contents, whatever order the upstream told them in. */
function embeddingsOf({ data }: Members): { values: number[] }[] {
  const told = data as { index?: number; embedding: number[] | string }[]
  const placed = told.map(({ index, embedding }, at) => ({ at: index ?? at, values: valuesOf(embedding) }))
  return placed.sort((one, other) => one.at - other.at).map(({ values }) => ({ values }))
}

/** Some servers pack vectors whatever they are asked for. */
function valuesOf(embedding: number[] | string): number[] {
  if (typeof embedding !== 'string') return embedding
  const bytes = Buffer.from(embedding, 'base64')
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, at) => bytes.readFloatLE(at * 4))
}

const usageOf = (usage: Usage | null) =>
  usage && { usageMetadata: { promptTokenCount: usage.inputTokens, totalTokenCount: usage.inputTokens } }
