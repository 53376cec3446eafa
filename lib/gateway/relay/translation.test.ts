import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { beforeAll, expect, it } from 'vitest'
import { messages } from '../endpoints/messages/messages'
import { noProof } from '../generation/no-proof'
import { loadCounter } from '../measure/count-tokens'
import { openai } from '../protocols/openai/openai'
import { answerOf, feed, options, pieces, relayed } from './__fixtures__/feed'
import {
  call,
  chunk,
  type Family,
  families,
  first,
  headOf,
  named,
  type Protocol,
  pairs,
  protocols,
  spoken,
  streamed,
  thought,
  whole,
} from './__fixtures__/tools-answer'

beforeAll(loadCounter)

/** What the package of each family makes of a stream; it throws where the order of the events is not what it expects. */
const judges = {
  chat: (out: string) =>
    new OpenAI({ apiKey: 'x', fetch: sends(out) }).chat.completions
      .stream({ model: 'asked', messages: [], stream_options: { include_usage: true } })
      .finalChatCompletion(),
  messages: (out: string) =>
    new Anthropic({ apiKey: 'x', fetch: sends(out) }).messages.stream({ model: 'asked', max_tokens: 5, messages: [] }).finalMessage(),
}
const sends = (out: string) => async () => new Response(out, { headers: { 'content-type': 'text/event-stream' } })

const details = [
  { type: 'reasoning.text', text: thought, signature: 'c2ln', index: 0 },
  { type: 'reasoning.encrypted', data: 'eHg=', index: 1 },
]
const usages = {
  chat: { prompt_tokens: 19, completion_tokens: 14, prompt_tokens_details: { cached_tokens: 6, cache_write_tokens: 4 } },
  messages: { input_tokens: 9, cache_read_input_tokens: 6, cache_creation_input_tokens: 4, output_tokens: 14 },
}

/** What a caller of each family is to hear. Proofs come from Claude alone. */
function wanted(family: Family, protocol: Protocol) {
  const proven = protocol === 'anthropic'
  if (family === 'chat') {
    const [choice] = whole.openai.choices
    return {
      model: 'asked',
      usage: usages.chat,
      choices: [{ index: 0, finish_reason: 'tool_calls', message: { ...choice?.message, ...(proven && { reasoning_details: details }) } }],
    }
  }
  const [, , ...rest] = whole.anthropic.content
  const thoughts = proven ? whole.anthropic.content.slice(0, 2) : [{ type: 'thinking', thinking: thought, signature: noProof }]
  return { model: 'asked', stop_reason: 'tool_use', stop_sequence: null, usage: usages.messages, content: [...thoughts, ...rest] }
}

it.each(pairs)('the package of %s understands a stream of %s, with thoughts and parallel tool calls', async (family, protocol) => {
  for (const size of [1, 7, 100_000]) {
    const { out, settled } = await streamed(family, protocol, pieces(spoken[protocol], size))
    expect(settled).toMatchObject([{ how: 'complete', usage: { inputTokens: 19, cachedTokens: 6, cacheWriteTokens: 4, outputTokens: 14 } }])
    const heard = JSON.parse(JSON.stringify(await judges[family](out)))
    if (family === 'chat') Object.assign(heard.choices[0].message, thoughtsIn(out))
    expect(heard).toMatchObject(wanted(family, protocol))
  }
})

/** The package does not put together members that it does not know. */
function thoughtsIn(out: string) {
  const deltas = [...out.matchAll(/^data: (\{.*)$/gm)].flatMap(([, line]) => JSON.parse(String(line)).choices[0]?.delta ?? [])
  return {
    reasoning_content: deltas.map(({ reasoning_content: words = '' }) => words).join(''),
    reasoning_details: deltas.flatMap(({ reasoning_details: told = [] }) => told),
  }
}

it.each(pairs)('a whole answer is the same for %s and %s', async (family, protocol) => {
  const answer = protocols[protocol].readAnswer(whole[protocol])
  if (answer === 'malformed') throw new Error(answer)
  const usage = answer.parts.findLast((part) => part.type === 'usage')?.usage ?? null
  const heard = JSON.parse(await families[family].whole(answer, { ...headOf(family, protocol), cost: '0.5', usage }))
  expect(heard).toMatchObject({ ...wanted(family, protocol), _cost: 0.5 })
})

it.each(pairs)('%s hears the same of %s wherever the network cuts its bytes', { timeout: 60_000 }, async (family, protocol) => {
  const bytes = Buffer.from(spoken[protocol])
  const { out } = await streamed(family, protocol, [bytes])
  for (let at = 1; at < bytes.length; at++) {
    const { out: same } = await streamed(family, protocol, [bytes.subarray(0, at), bytes.subarray(at)])
    if (same !== out) expect(same, `cut at ${at}`).toBe(out)
  }
})

it('the pieces of calls that come by turns stand in one block each, and each block ends before the next', async () => {
  const { out } = await streamed('messages', 'openai', [Buffer.from(spoken.openai)])
  const open: number[] = []
  const words = new Map<number, string>()
  for (const [, line] of out.matchAll(/^data: (.*)$/gm)) {
    const { type, index, delta: piece } = JSON.parse(String(line))
    if (type === 'content_block_start') open.push(index)
    if (type === 'content_block_stop') expect(open.pop()).toBe(index)
    if (type === 'content_block_delta') expect(open).toEqual([index])
    if (piece?.partial_json) words.set(index, (words.get(index) ?? '') + piece.partial_json)
    expect(open.length).toBeLessThanOrEqual(1)
  }
  expect([...words.values()]).toEqual([first, '{"zone":8}'])
})

it('a chunk of chat has one tool call, and says its id and name once', async () => {
  const { out } = await streamed('chat', 'anthropic', [Buffer.from(spoken.anthropic)])
  const calls = [...out.matchAll(/^data: (\{.*)$/gm)].flatMap(([, line]) => {
    const told = JSON.parse(String(line)).choices[0]?.delta.tool_calls ?? []
    expect(told.length).toBeLessThanOrEqual(1)
    return told
  })
  expect(calls.filter(({ id }) => id).map(({ id, index, function: { name } }) => [id, index, name])).toEqual([
    ['call_a', 0, 'get_weather'],
    ['call_b', 1, 'get_time'],
  ])
})

it.each([
  ['all at one place, told apart by their ids', [call(0, named('a', 'f'), '{"x":1}'), call(0, named('b', 'g'), '{}')]],
  ['with id and name in every piece', [call(0, named('a', 'f'), '{"x":'), call(0, named('a', 'f'), '1}'), call(1, named('b', 'g'), '{}')]],
  [
    'in one chunk',
    [
      chunk({
        tool_calls: [
          { index: 0, ...named('a', 'f'), function: { name: 'f', arguments: '{"x":1}' } },
          { index: 1, id: 'b', function: { name: 'g', arguments: '{}' } },
        ],
      }),
    ],
  ],
  [
    'with arguments that are an object',
    [chunk({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: { x: 1 } } }] }), call(1, named('b', 'g'), '{}')],
  ],
])('tool calls of odd servers are calls: %s', async (_, chunks) => {
  const { out } = await streamed('messages', 'openai', [Buffer.from([...chunks, chunk({}, 'stop'), 'data: [DONE]\n\n'].join(''))])
  expect(await judges.messages(out)).toMatchObject({
    stop_reason: 'tool_use',
    content: [
      { type: 'tool_use', id: 'a', name: 'f', input: { x: 1 } },
      { type: 'tool_use', id: 'b', name: 'g', input: {} },
    ],
  })
})

it('words inside of a call do not tear it, and come after it', async () => {
  const chunks = [call(0, named('a', 'f'), '{"x":'), chunk({ content: 'Wait.' }), chunk({ reasoning_content: 'Hm.' }), call(0, {}, '1}')]
  const { out } = await streamed('messages', 'openai', [Buffer.from(`${chunks.join('')}${chunk({}, 'stop')}data: [DONE]\n\n`)])
  expect((await judges.messages(out)).content).toMatchObject([
    { type: 'tool_use', id: 'a', input: { x: 1 } },
    { type: 'text', text: 'Wait.' },
    { type: 'thinking', thinking: 'Hm.' },
  ])
})

it('calls without an id get one', async () => {
  const nameless = [0, 1].map((index) => call(index, { function: { name: 'f' } }, '{}')).join('')
  const { out } = await streamed('messages', 'openai', [Buffer.from(`${nameless}${chunk({}, 'stop')}data: [DONE]\n\n`)])
  const { content } = await judges.messages(out)
  expect(new Set(content.map((each) => each.type === 'tool_use' && each.id)).size).toBe(2)
})

it('a message names the text that ended it, where it is one of the caller', async () => {
  const head = headOf('messages', 'openai')
  head.request.prompt.stop = ['END']
  for (const [told, reason] of [
    ['END', 'stop_sequence'],
    ['</s>', 'end_turn'],
    [151_645, 'end_turn'],
  ]) {
    const event = JSON.stringify({ choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: 'stop', stop_reason: told }] })
    const asked = options({ protocol: openai, writer: messages.stream(head), alike: false })
    const { out } = await relayed(answerOf(feed([`data: ${event}\n\n`])), asked)
    expect(await judges.messages(out)).toMatchObject({ stop_reason: reason, stop_sequence: reason === 'stop_sequence' ? 'END' : null })
  }
})
