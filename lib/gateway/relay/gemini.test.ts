import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { chatCompletions } from '../endpoints/chat/chat-completions'
import type { GenerationEndpoint } from '../endpoints/endpoint'
import { streamGenerateContent } from '../endpoints/gemini/gemini'
import { toldProof } from '../endpoints/gemini/proof'
import { messages } from '../endpoints/messages/messages'
import type { AnswerPart } from '../generation/part'
import { loadCounter } from '../measure/count-tokens'
import { anthropic } from '../protocols/anthropic/anthropic'
import { eliza } from '../protocols/builtin/eliza'
import { gemini } from '../protocols/gemini/gemini'
import { openai } from '../protocols/openai/openai'
import type { UpstreamProtocol } from '../protocols/protocol'
import { answerOf, type BodyEnd, feed, options, pieces, relayed } from './__fixtures__/feed'
import { CallerBody } from './caller-body'

beforeAll(loadCounter)

const recorded = (name: string) => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url))
const google = recorded('gemini.events.txt')
const said = '上海交通大学 🚀'
const thought = '**想一想** 好 👨‍🔬'
const counted = { inputTokens: 19, cachedTokens: 6, outputTokens: 14, reasoningTokens: 5, estimated: false }

const words = [{ role: 'user', parts: [{ text: 'hi' }] }]
const bodies = new Map<GenerationEndpoint, object>([
  [chatCompletions, { model: 'asked', stream: true, messages: [{ role: 'user', content: 'hi' }], stream_options: { include_usage: true } }],
  [messages, { model: 'asked', stream: true, max_tokens: 500, messages: [{ role: 'user', content: 'hi' }] }],
  [streamGenerateContent, { contents: words, generationConfig: { thinkingConfig: { includeThoughts: true } } }],
])

interface Pair {
  endpoint?: GenerationEndpoint
  protocol?: UpstreamProtocol
  speaks?: string
  chunks?: Buffer[]
  type?: string
  query?: string
  end?: BodyEnd
  ceiling?: number
}

async function through({ endpoint = streamGenerateContent, protocol = gemini, speaks = 'gemini', ...given }: Pair) {
  const { chunks = [google], type, query = 'alt=sse', end, ceiling = Infinity } = given
  const request = endpoint.parse({ ...bodies.get(endpoint) }, { id: 'asked', query })
  const alike = endpoint.speaks === speaks
  const writer = endpoint.stream({ request, model: 'asked', id: 'call_1', time: new Date(1000), alike })
  const asked = options({ protocol, writer, alike, answers: 1, answerTokens: ceiling })
  return relayed(answerOf(feed(chunks, end), type), asked, { cost: '0.5' })
}

const eventsOf = (out: string) =>
  out
    .split('\n\n')
    .filter((event) => event.startsWith('data: {') || event.includes('\ndata: {'))
    .map((event) => JSON.parse(event.slice(event.indexOf('{'))))
const partsOf = (out: string): { text?: string; thought?: boolean; functionCall?: object; inlineData?: object }[] =>
  eventsOf(out).flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? [])
const textOf = (out: string, thoughts: boolean) =>
  partsOf(out)
    .filter(({ thought: is = false }) => is === thoughts)
    .map(({ text = '' }) => text)
    .join('')

/** Every way to cut the bytes in two. */
const cuts = (bytes: Buffer) => Array.from({ length: bytes.length - 1 }, (_, at) => [bytes.subarray(0, at + 1), bytes.subarray(at + 1)])

describe('what Google’s models say', () => {
  it('reaches its own clients whole, wherever the network cuts it', async () => {
    const whole = (await through({})).out
    expect(textOf(whole, false)).toBe(said)
    expect(textOf(whole, true)).toBe(thought)
    expect(partsOf(whole)).toContainEqual({ functionCall: { name: '查天气', args: { 城市: '上海', day: 0 } }, thoughtSignature: 'c2ln' })
    expect(eventsOf(whole).at(-1)).toMatchObject({ usageMetadata: { candidatesTokenCount: 9, thoughtsTokenCount: 5 }, _cost: 0.5 })
    for (const chunks of [...cuts(google), pieces(google.toString(), 1)]) {
      const { out, settled } = await through({ chunks })
      expect(out).toBe(whole)
      expect(settled).toMatchObject([{ how: 'complete', finishReason: 'STOP', usage: counted }])
    }
  })

  it('reaches callers of chat, calls and picture included', async () => {
    for (const size of [1, 7, 100_000]) {
      const { out, settled } = await through({ endpoint: chatCompletions, chunks: pieces(google.toString(), size) })
      const deltas = eventsOf(out).flatMap(({ choices }) => choices.map(({ delta }: { delta: object }) => delta))
      const joined = (name: string) => deltas.map((delta) => delta[name] ?? '').join('')
      expect({ content: joined('content'), reasoning: joined('reasoning_content') }).toEqual({ content: said, reasoning: thought })
      const calls = deltas.flatMap(({ tool_calls: each = [] }) => each)
      expect(calls).toMatchObject([
        { index: 0, id: expect.stringMatching(/^call_/), function: { name: '查天气', arguments: '{"城市":"上海","day":0}' } },
        { index: 1, id: 'own-id', function: { arguments: '{}' } },
      ])
      expect(deltas.flatMap(({ images = [] }) => images)).toMatchObject([{ image_url: { url: 'data:image/png;base64,iVBO' } }])
      expect(eventsOf(out).findLast(({ choices }) => choices[0]?.finish_reason)?.choices[0].finish_reason).toBe('tool_calls')
      expect(settled).toMatchObject([{ how: 'complete', usage: counted }])
    }
  })

  it('reaches callers of messages', async () => {
    const deltas = eventsOf((await through({ endpoint: messages })).out).flatMap(({ delta }) => delta ?? [])
    expect(deltas.map(({ text = '' }) => text).join('')).toBe(said)
    expect(deltas.map(({ thinking = '' }) => thinking).join('')).toBe(thought)
  })

  it('may come as one list, though an event stream was asked for', async () => {
    const list = `[${eventsOf(google.toString().replaceAll('\r', ''))
      .map((event) => JSON.stringify(event))
      .join(',')}]`
    const { out, settled } = await through({ chunks: pieces(list, 100), type: 'application/json' })
    expect(textOf(out, false)).toBe(said)
    expect(settled).toMatchObject([{ how: 'complete', usage: counted }])
  })

  it('ends at the ceiling, or where it is cut, in the caller’s shape', async () => {
    const event = (text: string) => `data: ${JSON.stringify({ candidates: [{ content: { parts: [{ text }] }, index: 0 }] })}\r\n\r\n`
    const long = await through({ chunks: [Buffer.from(event(' river'.repeat(400)))], ceiling: 20 })
    expect(long.settled).toMatchObject([{ how: 'complete', finishReason: 'length' }])
    expect(eventsOf(long.out).at(-1)).toMatchObject({ candidates: [{ finishReason: 'MAX_TOKENS' }] })
    const cut = await through({ chunks: [Buffer.from(event('Hello'))], end: 'reset' })
    expect(eventsOf(cut.out).at(-1)).toMatchObject({ error: { code: 502, status: 'UNAVAILABLE' } })
  })

  it.each([
    ['SAFETY', 'content_filter'],
    ['RECITATION', 'content_filter'],
    ['IMAGE_PROHIBITED_CONTENT', 'content_filter'],
    ['MAX_TOKENS', 'length'],
    ['MALFORMED_FUNCTION_CALL', 'stop'],
    ['SOMETHING_NEW', 'stop'],
  ])('an answer that ends with %s ends with %s', (told, reason) => {
    const read = gemini.readAnswer({ candidates: [{ content: { parts: [{ text: 'x' }] }, finishReason: told }] })
    expect(read).toMatchObject({ parts: expect.arrayContaining([{ type: 'finish', answer: 0, reason, told }]) })
  })

  it('a question that was blocked is an answer that was filtered', async () => {
    const json = { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' }, usageMetadata: { promptTokenCount: 5 } }
    expect(gemini.readAnswer(json)).toMatchObject({
      parts: [{ type: 'begin' }, { type: 'finish', reason: 'content_filter' }, { type: 'usage' }],
    })
    const { out } = await through({ endpoint: chatCompletions, chunks: [Buffer.from(`data: ${JSON.stringify(json)}\n\n`)] })
    expect(out).toContain('"finish_reason":"content_filter"')
  })

  it.each([[{}], [[]], [{ candidates: [5] }], [{ candidates: [{}] }], ['x'], [null]])('%j is no answer', (json) => {
    expect(gemini.readAnswer(json)).toBe('malformed')
  })

  it('an error inside an answer has the status that Google means', () => {
    const error = { message: 'm', status: 'RESOURCE_EXHAUSTED', details: [{ '@type': 'x/google.rpc.RetryInfo', retryDelay: '12.5s' }] }
    expect(gemini.readAnswer({ error })).toMatchObject({ parts: [{ type: 'error', error: { status: 429, retryAfterMs: 12_500 } }] })
    expect(gemini.reader().read(JSON.stringify({ error }), '')).toMatchObject({ parts: [{ error: { status: 429 } }] })
  })

  it('what its tools read counts as read; what is absent is zero, and what is odd no report', () => {
    const usageOf = (usageMetadata: object) => {
      const read = gemini.readAnswer({ candidates: [{ content: { parts: [{ text: 'x' }] } }], usageMetadata })
      return read !== 'malformed' && read.parts.find(({ type }) => type === 'usage')
    }
    expect(usageOf({ promptTokenCount: 5, toolUsePromptTokenCount: 7, thoughtsTokenCount: 3 })).toMatchObject({
      usage: { inputTokens: 12, outputTokens: 3, reasoningTokens: 3, cachedTokens: 0 },
    })
    for (const odd of [{}, { promptTokenCount: -1 }, { promptTokenCount: 1.5 }, { promptTokenCount: 5, candidatesTokenCount: '5' }])
      expect(usageOf(odd)).toBeUndefined()
  })
})

describe('what Google’s clients hear of other upstreams', () => {
  const call = (part: Partial<AnswerPart>) => ({ type: 'tool-arguments', answer: 0, call: 0, ...part }) as AnswerPart
  const begun = (call: number): AnswerPart => ({ type: 'tool-call', answer: 0, call, id: `c${call}`, name: 'f' })
  const finish: AnswerPart = { type: 'finish', answer: 0, reason: 'tool_calls', told: 'x' }
  const writer = (query = 'alt=sse', thoughts = true) => {
    const generationConfig = { thinkingConfig: { includeThoughts: thoughts } }
    const request = streamGenerateContent.parse({ contents: words, generationConfig }, { id: 'asked', query })
    return streamGenerateContent.stream({ request, model: 'asked', id: 'call_1', time: new Date(1000), alike: false })
  }

  it('the same words of each, however they arrive', async () => {
    const chunk = (delta: object, finish_reason: string | null = null) =>
      `data: ${JSON.stringify({ id: 'c', model: 'up', choices: [{ index: 0, delta, finish_reason }] })}\n\n`
    const spoken: [UpstreamProtocol, string, string][] = [
      [
        openai,
        'openai',
        `${chunk({ reasoning_content: 'Let me think.' })}${chunk({ content: 'Hello there!' })}${chunk({}, 'stop')}data: [DONE]\n\n`,
      ],
      [anthropic, 'anthropic', recorded('anthropic.events.txt').toString()],
      [
        eliza,
        'builtin',
        `data: ${JSON.stringify([
          { type: 'reasoning', answer: 0, text: 'Let me think.' },
          { type: 'text', answer: 0, text: 'Hello there!' },
          { type: 'finish', answer: 0, reason: 'stop', told: 'stop' },
        ])}\n\n`,
      ],
    ]
    for (const [protocol, speaks, events] of spoken)
      for (const size of [1, 7, 100_000]) {
        const { out } = await through({ protocol, speaks, chunks: pieces(events, size) })
        expect({ said: textOf(out, false), thought: textOf(out, true) }, speaks).toEqual({ said: 'Hello there!', thought: 'Let me think.' })
        expect(eventsOf(out).at(-1)).toMatchObject({ candidates: [{ finishReason: 'STOP' }], modelVersion: 'asked', _cost: 0.5 })
      }
  })

  it('calls are whole, also those whose pieces come by turns', () => {
    const out = writer()
    expect(out.write([begun(0), call({ text: '{"a":' } as object)])).toBe('')
    expect(out.write([begun(1), call({ call: 1, text: '{"b":2}' } as object), call({ text: '1}' } as object)])).toBe('')
    expect(partsOf(out.write([{ type: 'signature', answer: 0, call: 0, signature: 's' }, finish]))).toEqual([
      { functionCall: { id: 'c0', name: 'f', args: { a: 1 } }, thoughtSignature: 's' },
      { functionCall: { id: 'c1', name: 'f', args: { b: 2 } } },
    ])
  })

  it.each([
    ['MALFORMED_FUNCTION_CALL', '{"a":', finish],
    ['MALFORMED_FUNCTION_CALL', '[1]', finish],
    ['MAX_TOKENS', '{"a":', { ...finish, reason: 'length' } as AnswerPart],
  ])('a call that cannot be read is none: %s', async (reason, text, end) => {
    const out = writer()
    expect(out.write([begun(0), call({ text } as object), end])).toBe('')
    expect(eventsOf(await out.last({ cost: undefined, usage: null }))).toMatchObject([{ candidates: [{ finishReason: reason }] }])
  })

  it('a thought’s proof follows it, for those who read thoughts', () => {
    const thoughts: AnswerPart[] = [
      { type: 'reasoning', answer: 0, text: 'hm' },
      { type: 'signature', answer: 0, signature: 'sig' },
      { type: 'signature', answer: 0, signature: 'data', hidden: true },
    ]
    expect(partsOf(writer().write(thoughts))).toEqual([{ text: 'hm', thought: true, thoughtSignature: toldProof('sig') }])
    expect(writer('alt=sse', false).write(thoughts)).toBe('')
  })

  it('a list is JSON at every end, with an error too', () => {
    const out = writer('')
    expect(out.contentType).toBe('application/json')
    const text = `${out.keepAlive}${out.write([{ type: 'text', answer: 0, text: 'a' }])}${out.keepAlive}`
    expect(JSON.parse(text + out.failed('internal'))).toMatchObject([{}, { error: { code: 500, status: 'INTERNAL' } }])
    expect(JSON.parse(writer('').failed('internal', 'words'))).toMatchObject([{ error: { message: 'words' } }])
    const ended = writer('')
    expect(JSON.parse(ended.write([finish]) + ended.last({ cost: '0.5', usage: null }))).toMatchObject([{ _cost: 0.5 }])
  })

  it('a silence is told by blank lines, since comments break some of them; a place in a queue too', () => {
    const body = new CallerBody(writer())
    body.keepAlive(60_000, () => ({ position: 1, length: 2, waitMs: null }))
    expect(String(body.read())).toBe('\n')
    body.destroy()
  })
})
