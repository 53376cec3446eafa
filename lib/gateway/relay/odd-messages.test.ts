import { beforeAll, describe, expect, it } from 'vitest'
import { messages } from '../endpoints/messages/messages'
import { loadCounter } from '../measure/count-tokens'
import { openai } from '../protocols/openai/openai'
import { block, blockEnd, delta, end, event, heardOf, sent, start, text, typesOf } from './__fixtures__/messages'

beforeAll(loadCounter)

const hello = start() + block() + text('Hello')
const ordinary = ['message_start', 'content_block_start', 'content_block_delta', 'content_block_stop', 'message_delta', 'message_stop']

describe('an error inside a stream of messages', () => {
  it.each([
    ['without a type', 'data: {"error":{"message":"sk-1 at 10.9.8.7"}}\n\n'],
    ['that only its name tells', 'event: error\ndata: {"message":"sk-1 at 10.9.8.7"}\n\n'],
    ['without words of its own', 'data: {"type":"error"}\n\n'],
  ])('%s ends the answer in our words', async (_, error) => {
    for (const family of ['messages', 'chat'] as const) {
      const { out, settled } = await heardOf(hello + error + blockEnd() + end(), { family })
      expect(settled).toMatchObject([{ how: 'cut', text: 'Hello' }])
      expect(out).toContain('The model backend failed.')
      expect(out).not.toMatch(/sk-1|10\.9/)
    }
  })
})

describe('an event that no client could read', () => {
  it.each([
    ['no type', { hello: 1 }],
    ['a type that begins other lines', { type: 'ping\ndata: {"type":"evil"}\n\n' }],
    ['a type that is no text', { type: { a: 1 } }],
    ['a block without a block', { type: 'content_block_start', index: 1, content_block: null }],
    ['a block without a place', { type: 'content_block_start', index: 'x', content_block: { type: 'text', text: '' } }],
    ['the end of a block without a place', { type: 'content_block_stop', index: -1 }],
  ])('is left out: %s', async (_, odd) => {
    const { out, settled } = await heardOf(hello + event(odd, 'x') + blockEnd() + end())
    expect(typesOf(out)).toEqual(ordinary)
    expect(settled).toMatchObject([{ how: 'complete', text: 'Hello', usage: { inputTokens: 9, outputTokens: 2 } }])
  })

  it('is no answer at all when it is a list', async () => {
    expect((await heardOf(`${start()}data: [1]\n\n${hello}`)).refused).toMatchObject({ reason: 'malformed' })
  })
})

it('a message whose beginning was not sent has one before its first block', async () => {
  expect(typesOf((await heardOf(block() + text('Hello') + blockEnd() + end())).out)).toEqual(ordinary)
})

it('what had been written at the beginning is no report of the whole', async () => {
  for (const usage of [null, {}]) {
    const { settled } = await heardOf(hello + blockEnd() + end(usage))
    expect(settled).toMatchObject([{ how: 'complete', usage: null }])
  }
})

it.each(['constructor', '__proto__', 'toString'])('a stop reason of any name is an ordinary end: %s', async (reason) => {
  const { out } = await heardOf(hello + blockEnd() + end(undefined, reason), { family: 'chat' })
  expect(out).toContain('"finish_reason":"stop"')
})

it('a block of a kind that is not known is something said, so its input is paid for', async () => {
  const found = { type: 'web_search_tool_result', content: [] }
  const { settled, out } = await heardOf(start() + block(found) + blockEnd() + end())
  expect(out).toContain('web_search_tool_result')
  expect(settled).toMatchObject([{ how: 'complete', usage: { inputTokens: 9 } }])
  const { settled: cut } = await heardOf(start() + block(found) + blockEnd())
  expect(cut).toMatchObject([{ how: 'cut' }])
})

describe('a ceiling ends an answer whose parts have odd places', () => {
  const river = (index: unknown) =>
    Array(400)
      .fill(delta({ type: 'input_json_delta', partial_json: ' river' }, index))
      .join('')
  it.each([-3, -1, 0.5, 1e9, 'x'])('a tool call at %s', async (index) => {
    const call = block({ type: 'tool_use', id: 't', name: 'n', input: {} }, index)
    for (const family of ['messages', 'chat'] as const) {
      const { settled } = await heardOf(start() + call + river(index) + blockEnd(index) + end(), { family, ceiling: 20 })
      expect(settled).toMatchObject([{ how: 'complete', finishReason: 'length' }])
      expect(settled[0]?.tokens).toBeLessThanOrEqual(21)
    }
  })

  const chunk = (choice: object) => `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', choices: [choice] })}\n\n`
  it.each([0.5, -1, 1e300, 'x'])('an answer numbered %s', async (index) => {
    const words = Array(400)
      .fill(chunk({ index, delta: { content: ' river' } }))
      .join('')
    for (const family of ['messages', 'chat'] as const) {
      const { settled } = await heardOf(`${words}data: [DONE]\n\n`, { family, protocol: 'openai', ceiling: 20 })
      expect(settled).toMatchObject([{ how: 'complete', finishReason: 'length' }])
      expect(settled[0]?.tokens).toBeLessThanOrEqual(20)
    }
  })

  it('tool arguments numbered by parts of one', async () => {
    const piece = chunk({ index: 0, delta: { tool_calls: [{ index: 0.5, function: { arguments: ' river' } }] } })
    const { settled } = await heardOf(piece.repeat(400), { family: 'chat', protocol: 'openai', ceiling: 20 })
    expect(settled).toMatchObject([{ how: 'complete', finishReason: 'length' }])
  })
})

it('members of a delta named like those of every object say nothing', async () => {
  const choice = '{"index":0,"delta":{"content":"Hi","constructor":"a","__proto__":"b"},"finish_reason":"constructor"}'
  const { out, settled } = await heardOf(`data: {"choices":[${choice}]}\n\n`, { protocol: 'openai' })
  expect(settled).toMatchObject([{ how: 'complete', text: 'Hi' }])
  expect(sent(out).find(({ type }) => type === 'message_delta')).toMatchObject({ delta: { stop_reason: 'end_turn' } })
})

it('a whole message in place of a stream becomes the events that it would have been', async () => {
  const content = [
    { type: 'thinking', thinking: 'Let me', signature: 'c2ln' },
    { type: 'text', text: 'Hello' },
    { type: 'redacted_thinking', data: 'x' },
    { type: 'tool_use', id: 't', name: 'get_weather', input: { city: 'Shanghai' } },
  ]
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'real', content, stop_reason: 'tool_use' }
  const usage = { input_tokens: 9, output_tokens: 5 }
  const { out, settled } = await heardOf(JSON.stringify({ ...message, usage }), { type: 'application/json' })
  expect(settled).toMatchObject([{ how: 'complete', finishReason: 'tool_use', usage: { inputTokens: 9, outputTokens: 5 } }])
  expect(sent(out).flatMap(({ content_block: begun, delta }) => begun ?? delta ?? [])).toEqual([
    { type: 'thinking', thinking: '', signature: '' },
    { type: 'thinking_delta', thinking: 'Let me' },
    { type: 'signature_delta', signature: 'c2ln' },
    { type: 'text', text: '' },
    { type: 'text_delta', text: 'Hello' },
    { type: 'redacted_thinking', data: 'x' },
    { type: 'tool_use', id: 't', name: 'get_weather', input: {} },
    { type: 'input_json_delta', partial_json: '{"city":"Shanghai"}' },
    { stop_reason: 'tool_use', stop_sequence: null },
  ])
  const { out: short } = await heardOf(JSON.stringify({ ...message, content: [{ type: 'text', text: ' river'.repeat(400) }] }), {
    ceiling: 20,
  })
  expect(sent(short).at(-2)).toMatchObject({ delta: { stop_reason: 'max_tokens' } })
  expect(typesOf(short).filter((type) => type === 'content_block_stop')).toHaveLength(1)
})

it('a message is the first answer, where an upstream gives more', async () => {
  const choice = (index: number, content: string) => ({ index, message: { role: 'assistant', content }, finish_reason: 'stop' })
  const completion = JSON.stringify({ id: 'c', object: 'chat.completion', choices: [choice(1, 'Two'), choice(0, 'One')] })
  const { out } = await heardOf(completion, { protocol: 'openai', answers: 2, type: 'application/json' })
  expect(sent(out).flatMap(({ delta: said }) => (said as { text?: string } | undefined)?.text ?? [])).toEqual(['One'])
  const request = messages.parse({ model: 'asked', messages: [{ role: 'user', content: 'hi' }] })
  const whole = openai.readAnswer({ choices: [choice(0, 'One'), choice(1, 'Two')] })
  if (whole === 'malformed') throw new Error(whole)
  const head = { request, model: 'asked', id: 'call_1', time: new Date(), alike: false, cost: undefined, usage: null }
  expect(JSON.parse(await messages.whole(whole, head)).content).toEqual([{ type: 'text', text: 'One', citations: null }])
})

it('ten times the tool calls in one event take about ten times the work', async () => {
  const workOf = async (count: number) => {
    const calls = Array.from({ length: count }, (_, index) => ({ index, function: { name: 'n', arguments: '{}' } }))
    const chunk = `data: ${JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: calls } }] })}\n\n`
    const before = process.cpuUsage()
    const { settled } = await heardOf(chunk, { family: 'chat', protocol: 'openai', ceiling: count })
    expect(settled).toMatchObject([{ how: 'complete', finishReason: 'length' }])
    return process.cpuUsage(before).user
  }
  await workOf(10_000)
  const some = await workOf(10_000)
  // Work that grows with the square would be a hundred times as much.
  expect((await workOf(100_000)) / some).toBeLessThan(40)
})
