import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { type Shape, vendorShapes } from '@/tests/vendor-shapes'
import { chatCompletions } from '../endpoints/chat/chat-completions'
import type { GenerationEndpoint } from '../endpoints/endpoint'
import { streamGenerateContent } from '../endpoints/gemini/gemini'
import { messages } from '../endpoints/messages/messages'
import { responses } from '../endpoints/responses/responses'
import { loadCounter } from '../measure/count-tokens'
import { protocolOf } from '../protocols'
import { answerOf, type BodyEnd, feed, options, pieces, relayed } from './__fixtures__/feed'
import { spoken as tools } from './__fixtures__/tools-answer'

beforeAll(loadCounter)

const folder = new URL('./__fixtures__/', import.meta.url)
const recorded = (name: string) => readFileSync(new URL(name, folder), 'utf8')
const chunks = readdirSync(folder).filter((name) => name.endsWith('.chunks.txt'))

type Name = 'openai' | 'openai-responses' | 'anthropic' | 'gemini' | 'builtin'

/** What was recorded of upstreams, by the protocol that they speak. */
const spoken: Record<Name, string[]> = {
  openai: [tools.openai, ...chunks.map(recorded)],
  anthropic: [tools.anthropic, recorded('anthropic.events.txt')],
  'openai-responses': [recorded('responses.events.txt')],
  gemini: [recorded('gemini.events.txt')],
  builtin: [
    `data: ${JSON.stringify([
      { type: 'begin', answer: 0 },
      { type: 'text', answer: 0, text: 'Hello!' },
      { type: 'finish', answer: 0, reason: 'stop', told: 'stop' },
    ])}\n\n`,
  ],
}

interface Family {
  endpoint: GenerationEndpoint
  body: Record<string, unknown>
  whole: Shape
  event: Shape
  error?: Shape
}
const said = [{ role: 'user', content: 'hi' }]
const contents = [{ role: 'user', parts: [{ text: 'hi' }] }]
const families: Record<string, Family> = {
  chat: {
    endpoint: chatCompletions,
    body: { messages: said, stream_options: { include_usage: true } },
    whole: 'chat',
    event: 'chatChunk',
    error: 'openaiError',
  },
  messages: { endpoint: messages, body: { messages: said, max_tokens: 500 }, whole: 'message', event: 'messageEvent' },
  responses: { endpoint: responses, body: { input: 'hi', store: false }, whole: 'response', event: 'responseEvent' },
  gemini: {
    endpoint: streamGenerateContent,
    body: { contents, generationConfig: { thinkingConfig: { includeThoughts: true } } },
    whole: 'gemini',
    event: 'gemini',
    error: 'geminiError',
  },
}

function headOf({ endpoint, body }: Family, protocol: Name) {
  const request = endpoint.parse({ model: 'asked', stream: true, ...body }, { id: 'asked', query: 'alt=sse' })
  return { request, model: 'asked', id: 'call_0123456789abcdefghij', time: new Date(1000), alike: endpoint.speaks === protocol }
}

async function streamed(family: Family, protocol: Name, bytes: string, end: BodyEnd = 'end', ceiling = Infinity) {
  const head = headOf(family, protocol)
  const asked = {
    protocol: protocolOf({ protocol }),
    writer: family.endpoint.stream(head),
    alike: head.alike,
    answers: 1,
    answerTokens: ceiling,
  }
  return (await relayed(answerOf(feed(pieces(bytes, 1000), end)), options(asked), { cost: '0.5' })).out
}

/** A whole answer as the upstream's protocol has it, from the parts of its stream. */
async function whole(family: Family, protocol: Name, bytes: string): Promise<unknown> {
  const reader = protocolOf({ protocol }).reader()
  const parts = bytes.split(/\r?\n\r?\n/).flatMap((event) => {
    const data = /^data: ?([{[].*)$/m.exec(event)?.[1]
    const read = data === undefined ? 'done' : reader.read(data, /^event: ?(.*)$/m.exec(event)?.[1] ?? '')
    return typeof read === 'string' ? [] : read.parts
  })
  const usage = parts.findLast((part) => part.type === 'usage')?.usage ?? null
  return JSON.parse(await family.endpoint.whole({ parts, json: null }, { ...headOf(family, protocol), alike: false, cost: '0.5', usage }))
}

const eventsOf = (out: string): Record<string, unknown>[] =>
  [...out.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => JSON.parse(String(json)))

it('every answer and every event of each pair is what the newest packages of the vendors say', { timeout: 120_000 }, async () => {
  const judge = vendorShapes()
  for (const [name, family] of Object.entries(families)) {
    const judged = (out: string, about: string) => {
      for (const event of eventsOf(out)) judge.add(event.error && family.error ? family.error : family.event, event, about)
    }
    for (const [protocol, streams] of Object.entries(spoken) as [Name, string[]][]) {
      if (family.endpoint.speaks === protocol) continue // What such an upstream sends goes on; see below.
      for (const [at, bytes] of streams.entries()) {
        const about = `${name} of ${protocol} ${at}`
        judge.add(family.whole, await whole(family, protocol, bytes), `${about}, whole`)
        const out = await streamed(family, protocol, bytes)
        judged(out, about)
        judged(await streamed(family, protocol, bytes.slice(0, bytes.length / 2), 'reset'), `${about}, cut`)
        judged(await streamed(family, protocol, bytes, 'end', 5), `${about}, up to its ceiling`)
        judged(await streamed(family, family.endpoint.speaks as Name, out), `${about}, passed on`)
      }
    }
  }
  expect(judge.size()).toBeGreaterThan(300)
  expect(await judge.faults()).toEqual([])
})

it('and an answer that is not is found', async () => {
  const judge = vendorShapes()
  const chunk = {
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta: {}, finish_reason: null }],
  }
  judge.add('chatChunk', { ...chunk, more: 1 }, 'good')
  judge.add('chatChunk', { ...chunk, model: undefined }, 'missing')
  judge.add('chatChunk', { ...chunk, created: '1' }, 'type')
  judge.add('messageEvent', { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', words: 'x' } }, 'member of a tag')
  judge.add('responseEvent', { type: 'response.text', sequence_number: 1 }, 'tag')
  judge.add('gemini', { candidates: [{ finishReason: 'stop' }] }, 'enumeration')
  expect((await judge.faults()).map((fault) => fault.split(':')[0])).toEqual(['missing', 'type', 'member of a tag', 'tag', 'enumeration'])
})
