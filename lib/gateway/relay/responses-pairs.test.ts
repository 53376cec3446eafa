import { readFileSync } from 'node:fs'
import { accumulateResponse } from 'openai/lib/responses/ResponseAccumulator'
import type { ResponseStreamEvent } from 'openai/resources/responses/responses'
import { beforeAll, describe, expect, it } from 'vitest'
import { chatCompletions } from '../endpoints/chat/chat-completions'
import type { GenerationEndpoint } from '../endpoints/endpoint'
import { messages } from '../endpoints/messages/messages'
import { responses } from '../endpoints/responses/responses'
import { loadCounter } from '../measure/count-tokens'
import { anthropic } from '../protocols/anthropic/anthropic'
import { openai } from '../protocols/openai/openai'
import { openaiResponses } from '../protocols/openai-responses/openai-responses'
import type { UpstreamProtocol } from '../protocols/protocol'
import { answerOf, type BodyEnd, feed, options, pieces, relayed, settling } from './__fixtures__/feed'
import { openStream } from './open-stream'

beforeAll(loadCounter)

const recorded = (name: string) => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), 'utf8')
const native = recorded('responses.events.txt')
const whole = JSON.stringify(JSON.parse(native.split('data: ').at(-1) ?? '').response)

interface Told {
  endpoint?: GenerationEndpoint
  protocol?: UpstreamProtocol
  size?: number
  end?: BodyEnd
  ceiling?: number
  type?: string
}

async function through(
  events: string,
  { endpoint = responses, protocol = openaiResponses, size = 100_000, end = 'end', ceiling, type }: Told = {},
) {
  const prompt = endpoint === responses ? { input: 'hi', store: false } : { messages: [{ role: 'user', content: 'hi' }] }
  const request = endpoint.parse({ model: 'asked', stream: true, stream_options: { include_usage: true }, ...prompt })
  const alike = endpoint === responses && protocol === openaiResponses
  const writer = endpoint.stream({ request, model: 'asked', id: 'call_0123456789abcdefghij', time: new Date(1000), alike })
  const asked = options({ protocol, writer, alike, answers: 1, ...(ceiling !== undefined && { answerTokens: ceiling }) })
  return relayed(answerOf(feed(pieces(events, size), end), type), asked, { cost: '0.5' })
}

const eventsIn = (out: string) =>
  out
    .split('\n\n')
    .filter(Boolean)
    .map((event) => JSON.parse(event.replace(/^event: .*\ndata: /, '')) as ResponseStreamEvent)
const judged = (out: string) =>
  eventsIn(out).reduce<ReturnType<typeof accumulateResponse> | undefined>(
    (snapshot, event) => accumulateResponse(event, snapshot),
    undefined,
  )

const said = '你好，世界! 👨‍👩‍👧 ok'
const usage = { inputTokens: 19, cachedTokens: 6, outputTokens: 40, reasoningTokens: 9, estimated: false }

describe('an upstream that speaks Responses', () => {
  it.each([1, 2, 3, 7, 100_000])('is heard by callers of Responses as it speaks, in pieces of %i bytes', async (size) => {
    const { out, settled } = await through(native, { size })
    expect(settled).toMatchObject([{ how: 'complete', usage, finishReason: 'tool_calls' }])
    const sent = native.split('\n\n').slice(2, -2)
    const got = out.split('\n\n')
    for (const event of sent) expect(got).toContain(event)
    const final = judged(out)
    expect(final).toMatchObject({
      id: 'resp_0123456789abcdefghij',
      model: 'asked',
      status: 'completed',
      output_text: said,
      _cost: 0.5,
      store: false,
    })
    expect(final?.output).toEqual(JSON.parse(whole).output)
    expect(final?.usage).toEqual(JSON.parse(whole).usage)
  })

  it('is heard the same in one piece although a stream was asked for', async () => {
    const { out } = await through(whole, { type: 'application/json' })
    expect(judged(out)).toMatchObject({ status: 'completed', output: JSON.parse(whole).output })
  })

  it.each([1, 2, 3, 100_000])('is heard by callers of chat completions, in pieces of %i bytes', async (size) => {
    const { out, settled } = await through(native, { endpoint: chatCompletions, size })
    expect(settled).toMatchObject([{ how: 'complete', usage }])
    const deltas = out
      .split('\n\n')
      .filter((line) => line.startsWith('data: {'))
      .flatMap((line) => JSON.parse(line.slice(6)).choices)
    const joined = (member: string) => deltas.map(({ delta }) => delta[member] ?? '').join('')
    expect(joined('content')).toBe(said)
    expect(joined('reasoning_content')).toBe('**想一想**\n\nThen 🤔')
    const calls = deltas.flatMap(({ delta }) => delta.tool_calls ?? [])
    expect(calls[0]).toMatchObject({ index: 0, id: 'call_Wx9', function: { name: 'get_weather' } })
    expect(calls.map((call) => call.function.arguments).join('')).toBe('{"city":"上海"}')
    expect(deltas.at(-1).finish_reason).toBe('tool_calls')
  })

  it('is heard by callers of Messages', async () => {
    const { out } = await through(native, { endpoint: messages, size: 5 })
    expect(out).toContain('message_stop')
    expect(out.match(/"text_delta","text":"[^"]*"/g)?.length).toBe(6)
  })

  it('that is cut is a failed response', async () => {
    const { out, settled } = await through(native.slice(0, native.indexOf('世界')), { end: 'reset' })
    expect(settled).toMatchObject([{ how: 'cut', usage: null }])
    expect(eventsIn(out).at(-1)).toMatchObject({ type: 'response.failed', response: { status: 'failed' } })
  })

  it('that runs past its ceiling gets as much as was held for, and every item is closed', async () => {
    const long = ' river'.repeat(400)
    const { out, settled } = await through(native.replace('"delta":" ok"', `"delta":"${long}"`), { ceiling: 30 })
    expect(settled).toMatchObject([{ how: 'complete', finishReason: 'length' }])
    expect(settled[0]?.tokens).toBeLessThanOrEqual(30)
    const final = judged(out)
    expect(final).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })
    expect(final?.output).toMatchObject([{ type: 'reasoning' }, { type: 'message', status: 'incomplete' }])
  })

  it.each([
    ['{"type":"error","code":"server_error","message":"broke","param":null,"sequence_number":0}', 500],
    ['{"type":"error","error":{"type":"invalid_request_error","code":"context_length_exceeded","message":"too long"}}', 400],
    ['{"type":"response.failed","response":{"status":"failed","error":{"code":"rate_limit_exceeded","message":"slow down"}}}', 429],
  ])('that fails at once is refused, so that another may be tried: %s', async (event, status) => {
    const { refused } = await through(`data: ${event}\n\n`)
    expect(refused).toMatchObject({ reason: 'error', status })
  })

  it('that tells only what is done, and nothing in pieces, is heard all the same', async () => {
    const done = native
      .split('\n\n')
      .filter((event) => /^event: response\.(created|completed|output_item\.done)/.test(event))
      .join('\n\n')
    const { settled, out } = await through(`${done}\n\n`, { endpoint: chatCompletions })
    expect(settled).toMatchObject([{ how: 'complete', usage }])
    expect(out).toContain(said)
    expect(out).toContain('get_weather')
  })
})

describe('callers of Responses', () => {
  it.each([1, 3, 100_000])('hear an Anthropic upstream, in pieces of %i bytes', async (size) => {
    const { out, settled } = await through(recorded('anthropic.events.txt'), { protocol: anthropic, size })
    expect(settled).toMatchObject([{ how: 'complete' }])
    expect(judged(out)).toMatchObject({ status: 'completed', output_text: 'Hello there!', usage: { input_tokens: 19, output_tokens: 14 } })
  })

  it.each(['vllm-reasoning', 'deepseek', 'tools-parallel', 'azure', 'llama-cpp', 'comments-crlf'])(
    'hear a chat upstream: %s',
    async (name) => {
      const chunks = recorded(`${name}.chunks.txt`)
      const { out, settled } = await through(chunks, { protocol: openai, size: 3 })
      expect(settled).toMatchObject([{ how: 'complete' }])
      const final = judged(out)
      const asChat = await through(chunks, { endpoint: chatCompletions, protocol: openai })
      const text = [...asChat.out.matchAll(/"content":"((?:[^"\\]|\\.)*)"/g)].map(([, each]) => JSON.parse(`"${each}"`)).join('')
      expect(final?.output_text).toBe(text)
      expect(final?.output.length).toBeGreaterThan(0)
    },
  )
})

describe('a stream that is cut and sent again', () => {
  const cutAfter = (words: string) => native.slice(0, native.indexOf(words) + words.length + 100)
  const asChat = [
    { reasoning_content: '**想一想**\n\nThen 🤔' },
    { content: said },
    { tool_calls: [{ index: 0, id: 'call_Wx9', function: { name: 'get_weather', arguments: '{"city":"上海"}' } }] },
  ]
    .map((delta) => `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: null }] })}\n\n`)
    .concat('data: {"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}\n\n')
    .join('')

  it.each([
    ['Responses', openaiResponses, native.replaceAll('msg_68', 'msg_two').replaceAll('rs_68', 'rs_two').replaceAll('resp_68', 'resp_two')],
    ['chat completions', openai, asChat],
  ])('goes on at an upstream that speaks %s, as one response', async (_, protocol, second) => {
    for (const words of ['"delta":"一想**"', '"delta":"Then 🤔"', '"delta":"世界"', '"delta":"👨‍👩‍👧"']) {
      const request = responses.parse({ model: 'asked', stream: true, input: 'hi', store: false })
      const alike = protocol === openaiResponses
      const writer = responses.stream({ request, model: 'asked', id: 'call_0123456789abcdefghij', time: new Date(1000), alike: true })
      const reading = options({ protocol: openaiResponses, writer, alike: true, answers: 1 })
      const opened = await openStream(answerOf(feed(pieces(cutAfter(words), 50), 'reset')), reading)
      if (!opened.ok) throw new Error(opened.reason)
      const { ends, settled } = settling({ cost: '0.5' })
      const body = opened.start({
        ...ends,
        again: async () => ({ ...reading, protocol, alike, response: answerOf(feed(pieces(second, 7))) }),
      })
      let out = ''
      for await (const part of body) out += part
      expect(settled, words).toMatchObject([{ how: 'complete', finishReason: 'tool_calls' }])
      const final = judged(out)
      expect(final).toMatchObject({ id: 'resp_0123456789abcdefghij', status: 'completed', output_text: said, _cost: 0.5 })
      const told = JSON.parse(JSON.stringify(final?.output)) as { type: string; summary?: { text: string }[]; arguments?: string }[]
      expect(told.map(({ type }) => type)).toEqual(['reasoning', 'message', 'function_call'])
      expect(told[0]?.summary?.map(({ text }) => text).join('')).toMatch(/想一想.*\n*Then 🤔/s)
      expect(told[2]?.arguments).toBe('{"city":"上海"}')
    }
  })
})
