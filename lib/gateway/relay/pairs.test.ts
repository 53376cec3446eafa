import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { chatCompletions } from '../endpoints/chat/chat-completions'
import type { GenerationEndpoint } from '../endpoints/endpoint'
import { emptyInUsage } from '../endpoints/messages/empty-members'
import { messages } from '../endpoints/messages/messages'
import { loadCounter } from '../measure/count-tokens'
import { anthropic } from '../protocols/anthropic/anthropic'
import { eliza } from '../protocols/builtin/eliza'
import { openai } from '../protocols/openai/openai'
import type { UpstreamProtocol } from '../protocols/protocol'
import { answerOf, type BodyEnd, feed, options, pieces, relayed } from './__fixtures__/feed'

beforeAll(loadCounter)

const recorded = (name: string) => readFileSync(new URL(`./__fixtures__/${name}`, import.meta.url), 'utf8')
const chunk = (delta: object, finish: string | null = null) =>
  `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"up","choices":[{"index":0,"delta":${JSON.stringify(delta)},"finish_reason":${JSON.stringify(finish)}}]}\n\n`
const usage =
  'data: {"choices":[],"usage":{"prompt_tokens":19,"completion_tokens":14,"prompt_tokens_details":{"cached_tokens":6,"cache_write_tokens":4}}}\n\n'
const parts = (...given: object[]) => `data: ${JSON.stringify(given)}\n\n`
const text = (word: string) => ({ type: 'text', answer: 0, text: word })
const counted = { inputTokens: 19, cachedTokens: 6, cacheWriteTokens: 4, outputTokens: 14, reasoningTokens: 0, estimated: false }

/** The same answer, as each protocol says it. */
const spoken: Record<string, { protocol: UpstreamProtocol; speaks: string; events: string }> = {
  openai: {
    protocol: openai,
    speaks: 'openai',
    events: [
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'Let me' }),
      chunk({ reasoning_content: ' think.' }),
      chunk({ content: 'Hello' }),
      chunk({ content: ' there!' }),
      chunk({}, 'stop'),
      usage,
      'data: [DONE]\n\n',
    ].join(''),
  },
  anthropic: { protocol: anthropic, speaks: 'anthropic', events: recorded('anthropic.events.txt') },
  builtin: {
    protocol: eliza,
    speaks: 'builtin',
    events:
      parts({ type: 'begin', answer: 0 }) +
      ['Let me', ' think.'].map((word) => parts({ type: 'reasoning', answer: 0, text: word })).join('') +
      parts(text('Hello'), text(' there!')) +
      parts({ type: 'finish', answer: 0, reason: 'stop', told: 'stop' }, { type: 'usage', usage: counted }),
  },
}
const families: Record<string, GenerationEndpoint> = { chat: chatCompletions, messages }
const pairs = Object.keys(families).flatMap((family) => Object.keys(spoken).map((protocol) => [family, protocol] as const))

async function through(family: string, protocol: string, { size = 100, end = 'end' as BodyEnd, events = '', ceiling = Infinity } = {}) {
  const endpoint = families[family]
  const source = spoken[protocol]
  if (!endpoint || !source) throw new Error('no such pair')
  const request = endpoint.parse({
    model: 'asked',
    stream: true,
    messages: [{ role: 'user', content: 'hi' }],
    stream_options: { include_usage: true },
  })
  const alike = endpoint.speaks === source.speaks
  const writer = endpoint.stream({ request, model: 'asked', id: 'call_1', time: new Date(1000), alike })
  const asked = options({ protocol: source.protocol, writer, alike, answers: 1, answerTokens: ceiling })
  return relayed(answerOf(feed(pieces(events || source.events, size), end)), asked, { cost: '0.5' })
}

interface Heard {
  text: string
  reasoning: string
  finish: unknown
  usage: unknown
  cost: unknown
  models: unknown[]
  last: string
}

/** What a client of the family hears in what went out. */
function heard(family: string, out: string): Heard {
  const events = out.split('\n\n').filter(Boolean)
  const data = events.map((event) => event.replace(/^event: .*\n/, '').replace(/^data: /, ''))
  const json = data.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  if (family === 'chat') {
    const choices = json.flatMap((each) => each.choices ?? [])
    return {
      text: choices.map(({ delta }) => delta.content ?? '').join(''),
      reasoning: choices.map(({ delta }) => delta.reasoning_content ?? '').join(''),
      finish: choices.findLast(({ finish_reason }) => finish_reason)?.finish_reason,
      usage: json.findLast((each) => each.usage)?.usage,
      cost: json.at(-1)?._cost,
      models: [...new Set(json.map(({ model }) => model))],
      last: data.at(-1) ?? '',
    }
  }
  expect(events.every((event, at) => event.startsWith(`event: ${json[at].type}\n`))).toBe(true)
  const deltas = json.filter(({ type }) => type === 'content_block_delta').map(({ delta }) => delta)
  const ending = json.find(({ type }) => type === 'message_delta')
  return {
    text: deltas.map((delta) => delta.text ?? '').join(''),
    reasoning: deltas.map((delta) => delta.thinking ?? '').join(''),
    finish: ending?.delta.stop_reason,
    usage: ending?.usage,
    cost: ending?._cost,
    models: json.filter(({ type }) => type === 'message_start').map(({ message }) => message.model),
    last: json.at(-1).type,
  }
}

test.each(pairs)('%s callers hear the same answer from an upstream that speaks %s, however its bytes arrive', async (family, protocol) => {
  for (const size of [1, 7, 100_000]) {
    const { out, settled } = await through(family, protocol, { size })
    expect(settled).toMatchObject([{ how: 'complete', text: 'Let me think.Hello there!', usage: counted }])
    const { text: said, reasoning, models, cost, finish, last } = heard(family, out)
    expect({ said, reasoning, models, cost }).toEqual({ said: 'Hello there!', reasoning: 'Let me think.', models: ['asked'], cost: 0.5 })
    expect({ finish, last }).toEqual(family === 'chat' ? { finish: 'stop', last: '[DONE]' } : { finish: 'end_turn', last: 'message_stop' })
  }
})

test.each(pairs)('%s callers are told the usage of %s in their own words', async (family, protocol) => {
  const { usage: told } = heard(family, (await through(family, protocol)).out)
  if (family === 'chat')
    expect(told).toMatchObject({ prompt_tokens: 19, completion_tokens: 14, prompt_tokens_details: { cached_tokens: 6 } })
  else expect(told).toMatchObject({ output_tokens: 14 })
  if (family === 'messages' && protocol !== 'anthropic')
    expect(told).toEqual({
      input_tokens: 9,
      cache_read_input_tokens: 6,
      cache_creation_input_tokens: 4,
      output_tokens: 14,
      output_tokens_details: null,
      ...emptyInUsage,
    })
})

test.each(pairs)('%s callers of a stream by %s that is cut get an error in their own shape, and no end', async (family, protocol) => {
  const events = (spoken[protocol]?.events ?? '').split('\n\n')
  const upTo = events.findIndex((event) => !event.startsWith(':') && event.includes(' there!'))
  const { out, settled } = await through(family, protocol, { events: `${events.slice(0, upTo).join('\n\n')}\n\n`, end: 'reset' })
  if (protocol !== 'builtin') expect(settled).toMatchObject([{ how: 'cut', text: 'Let me think.Hello', usage: null }])
  else expect(settled).toMatchObject([{ how: 'cut', text: 'Let me think.', usage: null }])
  const last = out.split('\n\n').filter(Boolean).at(-1)
  expect(last).toContain(
    family === 'chat'
      ? 'data: {"error":{"message":"The model backend failed."'
      : 'event: error\ndata: {"type":"error","error":{"type":"api_error"',
  )
  expect(out).not.toMatch(/\[DONE\]|message_stop/)
})

test.each(pairs)('%s callers of an upstream by %s that runs past its ceiling get as much as was held for', async (family, protocol) => {
  const long = ' river'.repeat(400)
  const more = {
    openai: chunk({ content: long }),
    anthropic: `event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"${long}"}}\n\n`,
    builtin: parts(text(long)),
  }[protocol]
  const mark =
    protocol === 'builtin'
      ? 'data: [{"type":"finish"'
      : protocol === 'openai'
        ? chunk({}, 'stop')
        : 'event: content_block_stop\ndata: {"type":"content_block_stop","index":1}'
  const whole = spoken[protocol]?.events ?? ''
  expect(whole).toContain(mark)
  const { out, settled } = await through(family, protocol, { events: whole.replace(mark, `${more}${mark}`), ceiling: 20 })
  expect(settled).toMatchObject([{ how: 'complete', finishReason: 'length' }])
  expect(settled[0]?.tokens).toBeLessThanOrEqual(20)
  const { finish, last } = heard(family, out)
  expect({ finish, last }).toEqual(
    family === 'chat' ? { finish: 'length', last: '[DONE]' } : { finish: 'max_tokens', last: 'message_stop' },
  )
})

test('between two that speak alike the events go on as they came', async () => {
  const { out } = await through('messages', 'anthropic')
  const sent = recorded('anthropic.events.txt').split('\n\n').slice(1, -3)
  const got = out.split('\n\n')
  for (const event of sent.filter((each) => !/message_start|ping/.test(each))) expect(got).toContain(event)
  expect(out).toContain('"signature":"EqQBCgIYAhIM"')
})

test('a message has its events in the order that its clients expect', async () => {
  const { out } = await through('messages', 'openai')
  expect([...out.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)).toEqual([
    'message_start',
    'content_block_start',
    'content_block_delta',
    'content_block_delta',
    'content_block_delta',
    'content_block_stop',
    'content_block_start',
    'content_block_delta',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ])
})
