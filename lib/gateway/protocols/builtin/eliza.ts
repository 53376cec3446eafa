import { Readable } from 'node:stream'
import { type Signal, wait } from '@/lib/signal'
import { noUnits } from '@/lib/units'
import type { AnswerPart, Usage } from '../../generation/part'
import type { GenerationRequest } from '../../generation/request'
import { countPrompt, countTokens, loadCounter } from '../../measure/count-tokens'
import { contentParts } from '../../measure/request-texts'
import type { UpstreamEvent, UpstreamProtocol } from '../protocol'
import type { UpstreamResponse } from '../upstream-response'
import { doctor } from './doctor'
import { english } from './script-en'
import { chinese } from './script-zh'

const WORD_MS = 15
const REMEMBERED = 50

/** The doctor of 1966: no network, no model, no price, so that a fresh installation answers. Labelled a demo. Its events are parts as they are. */
export const eliza: UpstreamProtocol = {
  request: () => ({ path: '/', headers: {}, body: '' }),
  asks: ({ ceiling, answers }) => ({ ceiling, answers }),
  reader: () => ({ read: readParts, readWhole: (text) => [readParts(text)] }),
  readAnswer: (json) => ({ parts: json as AnswerPart[], json: null }),
  listModels: { path: '/', headers: () => ({}), read: () => [{ id: 'eliza' }] },
  answer,
}

const readParts = (data: string): UpstreamEvent => {
  const parts = JSON.parse(data) as AnswerPart[]
  return { parts, json: null }
}

function answer({ prompt, stream, ceiling }: GenerationRequest, _target: unknown, signal: Signal): UpstreamResponse {
  const said = prompt.messages
    .filter(({ role }) => role === 'user')
    .map((message) => contentParts(message).texts.join(' '))
    .slice(-REMEMBERED)
  const script = /[\u3400-\u9fff]/.test(said.at(-1) ?? '') ? chinese : english
  const text = (said.length <= 1 ? script.label : '') + doctor(script, said)
  const words = text.match(script.words) ?? []
  const spoken = { words, limit: ceiling ?? Number.POSITIVE_INFINITY, usageOf: (out: string) => usageOf(prompt, out) }
  return stream
    ? { status: 200, headers: { 'content-type': 'text/event-stream' }, body: Readable.from(events(spoken, signal)) }
    : { status: 200, headers: { 'content-type': 'application/json' }, body: Readable.from(whole(spoken)) }
}

interface Spoken {
  words: string[]
  limit: number
  usageOf(text: string): Usage
}

async function* events({ words, limit, usageOf }: Spoken, signal: Signal) {
  const event = (...parts: AnswerPart[]) => Buffer.from(`data: ${JSON.stringify(parts)}\n\n`)
  await loadCounter()
  yield event({ type: 'begin', answer: 0 })
  const { text, reason } = within(words, limit)
  for (const word of text) {
    await wait(WORD_MS, signal)
    if (signal.aborted) return
    yield event({ type: 'text', answer: 0, text: word })
  }
  yield event({ type: 'finish', answer: 0, reason, told: reason }, { type: 'usage', usage: usageOf(text.join('')) })
}

async function* whole({ words, limit, usageOf }: Spoken) {
  await loadCounter()
  const { text, reason } = within(words, limit)
  const said = text.join('')
  const parts: AnswerPart[] = [
    { type: 'text', answer: 0, text: said },
    { type: 'finish', answer: 0, reason, told: reason },
    { type: 'usage', usage: usageOf(said) },
  ]
  yield Buffer.from(JSON.stringify(parts))
}

/** As many words as the token limit lets through. */
function within(words: string[], limit: number): { text: string[]; reason: 'stop' | 'length' } {
  const text: string[] = []
  let tokens = 0
  for (const word of words) {
    tokens += countTokens(word)
    if (tokens > limit) return { text, reason: 'length' }
    text.push(word)
  }
  return { text, reason: 'stop' }
}

const usageOf = (prompt: GenerationRequest['prompt'], text: string): Usage => ({
  ...noUnits,
  inputTokens: countPrompt(prompt),
  outputTokens: countTokens(text),
  requests: 1,
  estimated: false,
})
