import { expect, test } from 'vitest'
import { mostAt } from '../admit/most'
import { parseMessages } from '../endpoints/messages/parse-messages'
import { askedAnswers, askedCeiling } from '../generation/ceiling'
import { type Prompt, saidIn } from '../generation/request'
import { countPrompt, countTokens, loadCounter } from './count-tokens'
import { inputTokensOf, sizeOf } from './estimate'

const model = { context: 8000, maxOutput: null as number | null, imageTokens: 2000 }
type AnyModel = Omit<typeof model, 'context'> & { context: number | null }
const sure = { upstream: { protocol: 'openai' as const, ceiling: 'both' as const }, params: null }
const unsure = { upstream: { protocol: 'openai' as const, ceiling: 'unsure' as const }, params: null }
/** What stands around one message and before the answer. */
const around = 7
const input = (body: Prompt) => inputTokensOf(sizeOf(body), model)
const requestOf = (prompt: Prompt) => ({
  model: 'm',
  stream: prompt.stream === true,
  answers: askedAnswers(prompt),
  ceiling: askedCeiling(prompt),
  prompt,
})
const most = (body: Prompt, of: AnyModel = model, target: Parameters<typeof mostAt>[2] = sure) => {
  const { answerTokens, answers } = mostAt({ request: requestOf(body), size: sizeOf(body) }, of, target)
  return answerTokens * answers
}
const chat = (content: Prompt['messages'][0]['content'], more: Partial<Prompt> = {}): Prompt => ({
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
  expect(input(body)).toBe(tokens + around)
})

test('tools, schemas and tool calls are part of the input', () => {
  const plain = input(chat('hi'))
  expect(input(chat('hi', { tools: [{ type: 'function', function: { name: 'f' } }] }))).toBeGreaterThan(plain)
  const called = chat('hi')
  called.messages.push({ role: 'assistant', content: null, tool_calls: [{ function: { name: 'f', arguments: '{"a":1}' } }] })
  expect(input(called)).toBeGreaterThan(plain + 4)
})

test.each([
  ['an unknown member', { documents: [{ text: 'x'.repeat(1000) }] }],
  ['a template', { chat_template: 'x'.repeat(1000) }],
  ["a message's unknown member", { messages: [{ role: 'user', content: '', thinking: 'x'.repeat(1000) }] }],
  ['a tool call', { messages: [{ role: 'assistant', tool_calls: [{ function: {}, custom: { input: 'x'.repeat(1000) } }] }] }],
  ['what stands beside a text', { messages: [{ role: 'user', content: [{ type: 'text', text: '', file: 'x'.repeat(1000) }] }] }],
  ['a role', { messages: [{ role: 'x'.repeat(1000), content: '' }] }],
  ['a name', { messages: [{ role: 'user', content: '', name: 'x'.repeat(1000) }] }],
  ["a call's id", { messages: [{ role: 'assistant', tool_calls: [{ id: 'x'.repeat(1000), function: {} }] }] }],
  ["a part's type", { messages: [{ role: 'user', content: [{ type: 'x'.repeat(1000), text: '' }] }] }],
  ['advice about caching', { messages: [{ role: 'user', content: [{ type: 'text', text: '', cache_control: { x: 'x'.repeat(1000) } }] }] }],
  ['words beside a picture', { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {}, caption: 'x'.repeat(1000) }] }] }],
  ['empty messages', { messages: Array.from({ length: 125 }, () => ({ role: 'user', content: '' })) }],
  ['an image that calls itself text', { messages: [{ role: 'user', content: [{ type: 'text', text: '', image_url: { url: 'x' } }] }] }],
])('nothing that a server may read is left out of the hold: %s', (_, more) => {
  expect(input(chat('', more as Partial<Prompt>))).toBeGreaterThanOrEqual(500)
})

const words = 'x'.repeat(1000)
test.each([
  ['a system text', { system: words }],
  ["a system block's unknown member", { system: [{ type: 'text', text: '', title: words }] }],
  ['the schema of an answer', { output_config: { format: { schema: words } } }],
  ['a container', { container: { skills: [words] } }],
  ['what stands beside a picture', { content: [{ type: 'image', source: { type: 'url', url: 'x' }, text: words }] }],
  ['an earlier thought', { content: [{ type: 'thinking', thinking: words, signature: '' }] }],
  ['a document', { content: [{ type: 'document', source: { type: 'text', data: words } }] }],
  ['the title of a document', { content: [{ type: 'document', source: { type: 'text', data: '' }, title: words }] }],
  ['the result of a tool', { content: [{ type: 'tool_result', tool_use_id: 't', content: words }] }],
  ['a text in the result of a tool', { content: [{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: words }] }] }],
  ['a list in the result of a tool', { content: [{ type: 'tool_result', content: [[{ type: 'text', text: words }], null, 5] }] }],
  ['the input of a tool', { content: [{ type: 'tool_use', id: 't', name: 'n', input: { words } }] }],
  ['a tool', { tools: [{ name: 'n', description: words, input_schema: {} }] }],
])('nothing of a message that Anthropic may read is left out of the hold: %s', (_, { content = '', ...more }: Record<string, unknown>) => {
  const request = parseMessages({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content }], ...more })
  const { inputTokens } = mostAt({ request, size: sizeOf(saidIn(request)) }, model, sure)
  expect(inputTokens).toBeGreaterThanOrEqual(500)
  expect(inputTokens).toBeLessThan(500 + 100 + model.imageTokens)
})

const source = { type: 'base64', media_type: 'image/png', data: words }
test('a picture in the result of a tool is paid for as a picture', () => {
  const said = sizeOf(chat([{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'image', source }] }]))
  expect(said).toMatchObject({ images: 1, fetches: false })
  expect(said.bytes).toBeLessThan(100)
})

test.each<[string, Partial<Prompt>['messages'] | object[], object?]>([
  ['a document by its address', [{ type: 'document', source: { type: 'url', url: 'https://example.org/600-pages.pdf' } }]],
  ['a document by its id', [{ type: 'document', source: { type: 'file', file_id: 'f' } }]],
  ['a document in the result of a tool', [{ type: 'tool_result', content: [{ type: 'document', source: { type: 'url', url: 'x' } }] }]],
  ["a container's upload", [{ type: 'container_upload', file_id: 'f' }]],
  ["OpenAI's file", [{ type: 'file', file: { file_id: 'f' } }]],
  ['a film', [{ type: 'video_url', video_url: { url: 'https://example.org/a.mp4' } }]],
  ['a search', [], { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }],
  ["OpenAI's search", [], { web_search_options: {} }],
  ['servers of tools', [], { mcp_servers: [{ url: 'x' }] }],
])('what an upstream fetches is bounded by its window, so that is held for: %s', (_, content, more = {}) => {
  const body = chat(content as Prompt['messages'][0]['content'], more)
  const at = (of: AnyModel, context?: number) =>
    mostAt({ request: requestOf(body), size: sizeOf(body) }, of, { ...sure, context }).inputTokens
  expect(at(model)).toBe(8000)
  expect(at(model, 20_000)).toBe(20_000)
  expect(at({ ...model, context: null })).toBe(1_000_000)
  expect(most(body)).toBeGreaterThan(7000)
})

test('what a request holds itself is measured by its own size', () => {
  const data = 'data:application/pdf;base64,JVBERi0='
  const held = [
    { type: 'file', file: { file_data: data } },
    { type: 'video_url', video_url: { url: data } },
    { type: 'document', source },
    { type: 'image', source: { type: 'url', url: 'https://example.org/a.png' } },
    { type: 'image_url', image_url: { url: 'https://example.org/a.png' } },
    { type: 'tool_use', id: 't', name: 'fetch', input: { url: 'https://example.org' } },
  ]
  const tools = [{ type: 'function', function: { name: 'web_search' } }, { name: 'web_fetch' }, { type: 'custom' }, null]
  expect(sizeOf(chat(held, { tools })).fetches).toBe(false)
})

test("the hold covers what a target's own members ask for", () => {
  const body = chat('hello', { max_tokens: 7 })
  expect(most(body, model, { ...sure, params: { max_tokens: 500, messages: [] } })).toBe(500)
  expect(most(body, model, { ...sure, params: { n: 3 } })).toBe(21)
  const { inputTokens } = mostAt({ request: requestOf(body), size: sizeOf(body) }, model, {
    ...sure,
    params: { chat_template: 'x'.repeat(1000) },
  })
  expect(inputTokens).toBe(3 + around + 500)
})

test('what no model reads is not part of the input', () => {
  const settings = { user: 'u', metadata: { a: 'b' }, stream_options: { include_usage: true }, temperature: 1, n: 2, tools: null }
  expect(input(chat('', settings))).toBe(around)
})

test.each([
  ['max_tokens', { max_tokens: 5 }, model, 5],
  ['max_completion_tokens', { max_completion_tokens: 6 }, model, 6],
  ["the model's longest output", {}, { ...model, maxOutput: 77 }, 77],
  ['what the window leaves', {}, { ...model, context: 1001 }, 993],
  ['at most 8 192', {}, { ...model, context: 100_000 }, 8192],
  ['no window known', {}, { ...model, context: null }, 8192],
  ['times n', { max_tokens: 5, n: 3 }, model, 15],
  ['0 says nothing', { max_tokens: 0 }, { ...model, maxOutput: 77 }, 77],
  ['nonsense is not a limit', { max_tokens: -1, n: 0 }, { ...model, maxOutput: 77 }, 77],
])('the output ceiling: %s', (_, more, limits, tokens) => {
  expect(most(chat('hi', more), limits)).toBe(tokens)
})

test.each([
  ['a whole answer of an upstream that may not keep to it: the longest of the model', {}, { ...model, maxOutput: 77 }, unsure, 77],
  ['… and where that is not known, what the window leaves', {}, { ...model, context: 1001 }, unsure, 993],
  ['… but never less than was asked for', { max_tokens: 500 }, { ...model, maxOutput: 77 }, unsure, 500],
  ['a stream, which is ended by us', { stream: true }, { ...model, maxOutput: 77 }, unsure, 5],
  ['an upstream that is known to keep to it', {}, { ...model, maxOutput: 77 }, sure, 5],
])('a ceiling is believed where it is enforced: %s', (_, more, limits, target, tokens) => {
  expect(most(chat('hi', { max_tokens: 5, ...more }), limits, target)).toBe(tokens)
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
