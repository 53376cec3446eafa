import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { floodModel } from './stand.ts'

/** A way to ask: where a call is sent, and the file of its body. */
export interface Asked {
  path: string
  body: string
}

const folder = fileURLToPath(new URL('../.cache/bench/bodies/', import.meta.url))

function written(name: string, body: object): string {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `${name}.json`)
  writeFileSync(file, JSON.stringify(body))
  return file
}

const system = 'You are a helpful assistant.'
const hello = 'hello '.repeat(100)
/** Each family of endpoints; the upstream speaks the first's protocol, and the others are translated. */
export const families = ['chat', 'messages', 'responses', 'gemini'] as const
export type Family = (typeof families)[number]

/** One and the same question in the words of each family. */
export function asksOf(stream: boolean): Record<Family, Asked> {
  const ask = (name: Family, path: string, body: object) => ({ path, body: written(`${name}-${stream ? 'stream' : 'whole'}`, body) })
  const common = { model: 'bench-quick', ...(stream && { stream }) }
  const user = { role: 'user', content: hello }
  const verb = stream ? 'streamGenerateContent?alt=sse' : 'generateContent'
  return {
    chat: ask('chat', '/v1/chat/completions', {
      ...common,
      max_tokens: 1024,
      messages: [{ role: 'system', content: system }, user],
      ...(stream && { stream_options: { include_usage: true } }),
    }),
    messages: ask('messages', '/v1/messages', { ...common, max_tokens: 1024, system, messages: [user] }),
    responses: ask('responses', '/v1/responses', { ...common, max_output_tokens: 1024, instructions: system, input: [user], store: false }),
    gemini: ask('gemini', `/v1beta/models/bench-quick:${verb}`, {
      generationConfig: { maxOutputTokens: 1024 },
      systemInstruction: { parts: [{ text: system }] },
      contents: [{ role: 'user', parts: [{ text: hello }] }],
    }),
  }
}

/** A stream without a pause and nearly without an end. */
export const slowAsk = (): string => written('slow', { model: floodModel, stream: true, messages: [{ role: 'user', content: 'hello' }] })

/** Bytes of a large body, up to one text. */
const megabyte = 1_000_000
const words = 'The quick brown fox jumps over the lazy dog. 敏捷的棕色狐狸跳过懒狗。 "Pack my box," said the woman.\n'
const textOf = (bytes: number) => words.repeat(Math.ceil(bytes / Buffer.byteLength(words)))
const texts = (count: number) => Array.from({ length: count }, (_, i) => `${i}: ${textOf(megabyte / count)}`)
const vectorOf = (seed: number) => Array.from({ length: 1024 }, (_, i) => Math.sin(seed * 1024 + i) / 32)
/** Tokens that the answers to large bodies report. */
export const largeTokens = 250_000

export const tasks = ['embeddings', 'rerank'] as const
export type Task = (typeof tasks)[number]

/** Bodies of a megabyte: 64 texts as vectors, 256 documents in order. */
export function largeAsks(): Record<Task, Asked> {
  const query = 'Which animal jumps over which?'
  return {
    embeddings: { path: '/v1/embeddings', body: written('embeddings-asked', { model: 'bench-embeddings', input: texts(64) }) },
    rerank: { path: '/v1/rerank', body: written('rerank-asked', { model: 'bench-rerank', query, documents: texts(256) }) },
  }
}

/** Writes what the upstream answers to large bodies, and returns the folder. */
export function writeAnswers(): string {
  const usage = { prompt_tokens: largeTokens, total_tokens: largeTokens }
  const data = Array.from({ length: 64 }, (_, index) => ({ object: 'embedding', index, embedding: vectorOf(index) }))
  written('embeddings', { object: 'list', data, model: 'deepseek', usage })
  const results = Array.from({ length: 256 }, (_, i) => ({ index: (i * 37) % 256, relevance_score: 1 / (i + 1) }))
  written('rerank', { model: 'deepseek', results, usage })
  return folder
}
