import 'server-only'
import { once } from '@/lib/once'
import type { ChatBody, ChatMessage } from './chat'

// The library's merge loop is quadratic in the length of one word, so longer runs are cut; and above 2^18 bytes a text
// is measured by samples, so that no call can hold up the process.
const LONG_RUN = /\p{Lo}{16}(?=\p{Lo})|[\p{L}\p{M}]{48}(?=[\p{L}\p{M}])|\s{64}(?=\s)|[^\s\p{L}\p{M}\p{N}]{48}(?=[^\s\p{L}\p{M}\p{N}])/gu
const EXACT_UP_TO = 262_144
const SAMPLES = 16

interface Counter {
  count: ((text: string) => number) | null
  loading: Promise<void> | null
}
const counter = () => once<Counter>('gateway.counter', () => ({ count: null, loading: null }))

/** Loads the o200k table (0.25 s, 75 MB, once a process). Counting before it is there is a guess by length. */
export function loadCounter(): Promise<void> {
  const own = counter()
  own.loading ??= import('gpt-tokenizer/encoding/o200k_base').then(({ countTokens: count }) => {
    const plain = { disallowedSpecial: new Set<string>() }
    own.count = (text) => count(text, plain)
  })
  return own.loading
}

export function countTokens(text: string): number {
  const { count } = counter()
  if (!count) return Math.ceil(Buffer.byteLength(text) / 4)
  const bytes = Buffer.byteLength(text)
  if (bytes <= EXACT_UP_TO) return countAll(text, count)
  const size = Math.floor((EXACT_UP_TO / SAMPLES) * (text.length / bytes))
  const step = (text.length - size) / (SAMPLES - 1)
  let tokens = 0
  for (let i = 0; i < SAMPLES; i++) {
    const from = Math.floor(i * step)
    tokens += countAll(text.slice(from, from + size), count)
  }
  return Math.ceil((tokens * text.length) / (size * SAMPLES))
}

function countAll(text: string, count: (text: string) => number) {
  let tokens = 0
  let from = 0
  for (const run of text.matchAll(LONG_RUN)) {
    const to = run.index + run[0].length
    tokens += count(text.slice(from, to))
    from = to
  }
  return tokens + count(from === 0 ? text : text.slice(from))
}

const PER_MESSAGE = 4
const PER_REPLY = 3

/** What a chat's prompt comes to: every text in it, tools and schemas as JSON, and `imageTokens` for each image. */
export function countPrompt(body: ChatBody, imageTokens = 2000): number {
  // Counted as one text, so that the bound on the work holds for all messages together.
  const all = membersBesideMessages(body)
  let tokens = PER_REPLY
  for (const message of body.messages) {
    const { texts, images } = messageParts(message)
    all.push(...texts)
    tokens += PER_MESSAGE + images * imageTokens
  }
  return tokens + countTokens(all.join('\n'))
}

// Settings, which no model reads. What is not named here may end up in the prompt: tools, schemas, documents, templates.
const unread = new Set(['messages', 'model', 'metadata', 'user', 'prompt_cache_key', 'safety_identifier', 'stream_options', 'logit_bias'])

/** The texts of a request outside its messages; members that we do not know count as well. */
export const membersBesideMessages = (body: ChatBody): string[] => textsOf(body, unread)

const textsOf = (members: Record<string, unknown>, but: ReadonlySet<string>): string[] =>
  Object.entries(members).flatMap(([name, value]) => {
    if (but.has(name) || value === null || value === undefined) return []
    if (typeof value === 'string') return value
    return typeof value === 'object' ? JSON.stringify(value) : []
  })

const notContent = new Set(['role', 'content', 'tool_calls'])
const imageTypes = new Set<unknown>(['image_url', 'input_image', 'image'])

/** The texts of a message, and how many images it holds. Files, audio and what we do not know count by the bytes they carry. */
export function messageParts(message: ChatMessage): { texts: string[]; images: number } {
  const said = contentParts(message)
  for (const call of Array.isArray(message.tool_calls) ? message.tool_calls : []) {
    const { id: _id, type: _type, ...called } = call ?? {}
    said.texts.push(JSON.stringify(called))
  }
  said.texts.push(...textsOf(message, notContent))
  return said
}

/** The same of what stands in its `content` alone. */
export function contentParts({ content }: ChatMessage): { texts: string[]; images: number } {
  if (typeof content === 'string') return { texts: [content], images: 0 }
  const said = { texts: [] as string[], images: 0 }
  for (const part of Array.isArray(content) ? content : []) {
    if (typeof part === 'string') {
      said.texts.push(part)
      continue
    }
    const { type, text, cache_control: _cache, ...rest } = part
    if (typeof text === 'string') said.texts.push(text)
    // Servers look for the member, whatever the type says.
    if (imageTypes.has(type) || 'image_url' in rest) said.images++
    else if (Object.keys(rest).length > 0) said.texts.push(JSON.stringify(rest))
  }
  return said
}
