import { expect, test } from 'vitest'
import type { ChatBody } from './chat'
import { countPrompt, countTokens, loadCounter } from './count'
import { estimateChat, estimatesWithParams } from './estimate'

const model = { context: 8000, maxOutput: null, imageTokens: 2000 }
const chat = (content: ChatBody['messages'][0]['content'], more: Partial<ChatBody> = {}): ChatBody => ({
  model: 'm',
  messages: [{ role: 'user', content }],
  ...more,
})

test.each([
  ['half of the bytes, rounded up', chat('hello'), 3],
  ['bytes, not characters', chat('你好'), 3],
  [
    '2 000 for an image',
    chat([
      { type: 'text', text: 'hi' },
      { type: 'image_url', image_url: { url: `data:${'x'.repeat(9999)}` } },
    ]),
    2001,
  ],
  ['no content', chat(null), 0],
])('the input of a hold: %s', (_, body, tokens) => {
  expect(estimateChat(body, model).inputTokens).toBe(tokens)
})

test('tools, schemas and tool calls are part of the input', () => {
  const plain = estimateChat(chat('hi'), model).inputTokens
  expect(estimateChat(chat('hi', { tools: [{ type: 'function', function: { name: 'f' } }] }), model).inputTokens).toBeGreaterThan(plain)
  const called = chat('hi')
  called.messages.push({ role: 'assistant', content: null, tool_calls: [{ function: { name: 'f', arguments: '{"a":1}' } }] })
  expect(estimateChat(called, model).inputTokens).toBeGreaterThan(plain)
})

test.each([
  ['an unknown member', { documents: [{ text: 'x'.repeat(1000) }] }],
  ['a template', { chat_template: 'x'.repeat(1000) }],
  ["a message's unknown member", { messages: [{ role: 'user', content: '', thinking: 'x'.repeat(1000) }] }],
  ['a tool call', { messages: [{ role: 'assistant', tool_calls: [{ function: {}, custom: { input: 'x'.repeat(1000) } }] }] }],
  ['what stands beside a text', { messages: [{ role: 'user', content: [{ type: 'text', text: '', file: 'x'.repeat(1000) }] }] }],
  ['an image that calls itself text', { messages: [{ role: 'user', content: [{ type: 'text', text: '', image_url: { url: 'x' } }] }] }],
])('nothing that a server may read is left out of the hold: %s', (_, more) => {
  expect(estimateChat(chat('', more as Partial<ChatBody>), model).inputTokens).toBeGreaterThanOrEqual(500)
})

test("the hold covers what a target's own members ask for", () => {
  const targets = [{ params: null }, { params: { max_tokens: 500, messages: [] } }, { params: { n: 3 } }]
  const estimates = estimatesWithParams(chat('hello', { max_tokens: 7 }), { ...model, targets })
  expect(estimates).toEqual([
    { inputTokens: 3, outputTokens: 500 },
    { inputTokens: 3, outputTokens: 21 },
  ])
})

test('what no model reads is not part of the input', () => {
  const settings = { user: 'u', metadata: { a: 'b' }, stream_options: { include_usage: true }, temperature: 1, n: 2, tools: null }
  expect(estimateChat(chat('', settings), model).inputTokens).toBe(0)
})

test.each([
  ['max_tokens', { max_tokens: 5 }, model, 5],
  ['max_completion_tokens', { max_completion_tokens: 6 }, model, 6],
  ['both: the larger', { max_tokens: 5, max_completion_tokens: 6 }, model, 6],
  ["the model's longest output", {}, { ...model, maxOutput: 77 }, 77],
  ['what the window leaves', {}, { ...model, context: 1001 }, 1000],
  ['at most 8 192', {}, { ...model, context: 100_000 }, 8192],
  ['no window known', {}, { ...model, context: null }, 8192],
  ['times n', { max_tokens: 5, n: 3 }, model, 15],
  ['nonsense is not a limit', { max_tokens: -1, n: 0 }, { ...model, maxOutput: 77 }, 77],
])('the output ceiling: %s', (_, more, limits, tokens) => {
  expect(estimateChat(chat('hi', more), limits).outputTokens).toBe(tokens)
})

test('a hold covers what ordinary text comes to', async () => {
  await loadCounter()
  for (const text of ['hello world', '你好，世界', '😀🎉', '\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35', '\n\n\t  x']) {
    expect(countTokens(text)).toBeLessThanOrEqual(Math.ceil(Buffer.byteLength(text) / 2))
  }
})

test('counting is by the o200k table', async () => {
  await loadCounter()
  expect(countTokens('hello world')).toBe(2)
  expect(countTokens('')).toBe(0)
  expect(countTokens('<|endoftext|>')).toBeGreaterThan(1)
  expect(countPrompt(chat('hello world'))).toBe(9)
  expect(countPrompt(chat([{ type: 'image_url' }]))).toBe(2007)
})

test.each([
  ['one letter', 'a'],
  ['spaces', ' '],
  ['marks', '!'],
  ['Chinese', '你好'],
  ['emoji', '😀'],
  ['line ends', '\n'],
  ['words', 'hello world '],
  ['mixed letters and digits', 'a1'],
])('a huge repetitive text is counted in bounded time: %s', async (_, unit) => {
  await loadCounter()
  const text = unit.repeat(Math.ceil(8_000_000 / unit.length))
  const began = performance.now()
  const tokens = countTokens(text)
  expect(performance.now() - began).toBeLessThan(3000)
  expect(tokens).toBeGreaterThan(10_000)
  const small = countTokens(unit.repeat(1000)) / (unit.length * 1000)
  expect(tokens / text.length / small).toBeGreaterThan(0.8)
  expect(tokens / text.length / small).toBeLessThan(1.25)
})
