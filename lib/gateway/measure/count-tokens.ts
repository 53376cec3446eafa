import 'server-only'
import { once } from '@/lib/once'
import type { Prompt } from '../generation/request'
import { membersBesideMessages, messageParts } from './request-texts'

// The library's merge loop is quadratic in the length of one word, so longer runs are cut; and above 2^18 bytes a text
// is measured by samples, so that no call can hold up the process.
const LONG_RUN = /\p{Lo}{16}(?=\p{Lo})|[\p{L}\p{M}]{48}(?=[\p{L}\p{M}])|\s{64}(?=\s)|[^\s\p{L}\p{M}\p{N}]{48}(?=[^\s\p{L}\p{M}\p{N}])/gu
/** Each rare word that the library remembers, of 100 000, keeps the whole text in memory that it stood in; this is what they come to. */
const FORGET_AFTER = 2_000_000
/** Too short for any of these. */
const NO_RUN = 16
const EXACT_UP_TO = 262_144
const SAMPLES = 16

interface Counter {
  count: ((text: string) => number) | null
  /** Empties the library's memory of words. */
  forget: () => void
  /** In characters, since that was done. */
  counted: number
  loading: Promise<void> | null
}
const counter = () => once<Counter>('gateway.counter', () => ({ count: null, forget: () => {}, counted: 0, loading: null }))

/** Loads the o200k table (0.25 s, 75 MB, once a process). Counting before it is there is a guess by length. */
export function loadCounter(): Promise<void> {
  const own = counter()
  own.loading ??= import('gpt-tokenizer/encoding/o200k_base').then(({ countTokens: count, clearMergeCache }) => {
    const plain = { disallowedSpecial: new Set<string>() }
    own.count = (text) => count(text, plain)
    own.forget = clearMergeCache
  })
  return own.loading
}

export function countTokens(text: string): number {
  const own = counter()
  if (!own.count) return Math.ceil(Buffer.byteLength(text) / 4)
  const tokens = countOrMeasure(text, own.count)
  own.counted += text.length
  if (own.counted > FORGET_AFTER) {
    own.counted = 0
    own.forget()
  }
  return tokens
}

function countOrMeasure(text: string, count: (text: string) => number): number {
  // Single words, of which long answers are counted: looking for long runs would take twice as long as counting.
  if (text.length <= NO_RUN) return count(text)
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

/** What chat templates write around each message, and before the answer. */
export const PER_MESSAGE = 4
export const PER_REPLY = 3

/** What a chat's prompt comes to: every text in it, tools and schemas as JSON, and `imageTokens` for each image. */
export function countPrompt(body: Prompt, imageTokens = 2000): number {
  // Counted as one text, so that the bound on the work holds for all messages together.
  const all = membersBesideMessages(body)
  let tokens = PER_REPLY
  for (const message of body.messages) {
    const { texts, images } = messageParts(message)
    for (const text of texts) all.push(text)
    tokens += PER_MESSAGE + images * imageTokens
  }
  return tokens + countTokens(all.join('\n'))
}
