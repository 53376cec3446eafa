import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { wait } from '@/lib/wait'
import type { ChatBody } from '../../call/chat-body'
import { askedCeiling } from '../../measure/ceiling'
import { countPrompt, countTokens, loadCounter } from '../../measure/count-tokens'
import { contentParts } from '../../measure/request-texts'
import type { RequestTarget, UpstreamProtocol } from '../upstream-protocol'
import type { UpstreamResponse } from '../upstream-response'
import { doctor } from './doctor'
import { english } from './script-en'
import { chinese } from './script-zh'

const WORD_MS = 15
const REMEMBERED = 50

/** The doctor of 1966: no network, no model, no price, so that a fresh installation answers. Labelled a demo. */
export const eliza: UpstreamProtocol = {
  chatRequest: () => ({ path: '/', headers: {}, body: '' }),
  listModels: { path: '/', headers: () => ({}), read: () => [{ id: 'eliza' }] },
  answer,
}

function answer(body: ChatBody, { upstreamModel }: RequestTarget, signal: AbortSignal): UpstreamResponse {
  const said = body.messages
    .filter(({ role }) => role === 'user')
    .map((message) => contentParts(message).texts.join(' '))
    .slice(-REMEMBERED)
  const script = /[\u3400-\u9fff]/.test(said.at(-1) ?? '') ? chinese : english
  const text = (said.length <= 1 ? script.label : '') + doctor(script, said)
  const words = text.match(script.words) ?? []
  const limit = askedCeiling(body) ?? Number.POSITIVE_INFINITY
  const spoken = { id: `chatcmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: upstreamModel, words, limit, body }
  return body.stream
    ? { status: 200, headers: { 'content-type': 'text/event-stream' }, body: Readable.from(chunks(spoken, signal)) }
    : { status: 200, headers: { 'content-type': 'application/json' }, body: Readable.from(whole(spoken)) }
}

interface Spoken {
  id: string
  created: number
  model: string
  words: string[]
  limit: number
  body: ChatBody
}

async function* chunks({ words, limit, body, ...head }: Spoken, signal: AbortSignal) {
  const event = (members: object) => Buffer.from(`data: ${JSON.stringify({ ...head, object: 'chat.completion.chunk', ...members })}\n\n`)
  const chunk = (delta: object, finish_reason: string | null = null) => event({ choices: [{ index: 0, delta, finish_reason }] })
  await loadCounter()
  yield chunk({ role: 'assistant', content: '' })
  const { text, cut } = within(words, limit)
  for (const word of text) {
    await wait(WORD_MS, signal)
    if (signal.aborted) return
    yield chunk({ content: word })
  }
  yield chunk({}, cut ? 'length' : 'stop')
  yield event({ choices: [], usage: usageOf(body, text.join('')) })
  yield Buffer.from('data: [DONE]\n\n')
}

async function* whole({ words, limit, body, ...head }: Spoken) {
  await loadCounter()
  const { text, cut } = within(words, limit)
  const message = { role: 'assistant', content: text.join(''), refusal: null }
  const choices = [{ index: 0, message, logprobs: null, finish_reason: cut ? 'length' : 'stop' }]
  yield Buffer.from(JSON.stringify({ ...head, object: 'chat.completion', choices, usage: usageOf(body, text.join('')) }))
}

/** As many words as the token limit lets through. */
function within(words: string[], limit: number) {
  const text: string[] = []
  let tokens = 0
  for (const word of words) {
    tokens += countTokens(word)
    if (tokens > limit) return { text, cut: true }
    text.push(word)
  }
  return { text, cut: false }
}

function usageOf(body: ChatBody, text: string) {
  const prompt_tokens = countPrompt(body)
  const completion_tokens = countTokens(text)
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens }
}
