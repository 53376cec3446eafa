import { expect, it } from 'vitest'
import { parseMessages } from '../../endpoints/messages/parse-messages'
import { parsePrompt } from '../../endpoints/parse-prompt'
import { anthropic } from './anthropic'

const target = {
  upstreamModel: 'claude',
  apiKey: 'secret',
  params: null,
  ceiling: 'max_tokens',
  unasked: null,
  longest: () => 100,
} as const
const user = { role: 'user', content: 'hi' }
const chat = (more: object) => parsePrompt({ model: 'm', messages: [user], ...more })
const sent = (asked: ReturnType<typeof parsePrompt>, params: Record<string, unknown> | null = null) =>
  JSON.parse(String(anthropic.request(asked, { ...target, params }).body))

it('a ceiling is in every request: what was asked for, a 0 as well, else the longest answer that is held for', () => {
  for (const ask of [chat, (more: object) => parseMessages({ model: 'm', messages: [user], ...more })]) {
    expect(sent(ask({})).max_tokens).toBe(100)
    expect(sent(ask({ max_tokens: 7 })).max_tokens).toBe(7)
    expect(sent(ask({ max_tokens: 0 })).max_tokens).toBe(0)
    expect(sent(ask({ max_tokens: 7 }), { max_tokens: 50 }).max_tokens).toBe(50)
  }
  expect(sent(chat({ max_completion_tokens: 0 })).max_tokens).toBe(0)
})

it('all texts of the system are told', () => {
  const system = { role: 'system', content: ['Be brief.', { type: 'text', text: ' Be kind.' }] }
  expect(sent(chat({ messages: [system, { role: 'developer', content: 'Be clear.' }, user] }))).toMatchObject({
    system: 'Be brief. Be kind.\n\nBe clear.',
    messages: [user],
  })
})

it.each([
  ['n', { n: 5 }],
  ['tools', { tools: [{ type: 'function', function: { name: 'f' } }] }],
  ['functions', { functions: [{ name: 'f' }] }],
  ['response_format', { response_format: { type: 'json_object' } }],
  ['response_format', { response_format: 'json' }],
  ['logprobs', { logprobs: true }],
  ['logit_bias', { logit_bias: { 5: 1 } }],
  ['audio', { audio: {} }],
  ['messages[0]', { messages: [{ role: 'tool', tool_call_id: 'c', content: '5' }] }],
  ['messages[0]', { messages: [{ role: 'assistant', tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] }] }],
  ['messages[0]', { messages: [{ role: 'assistant', tool_calls: 'f' }] }],
  ['messages[0]', { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] }] }],
  ['messages[0]', { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'x' } }] }] }],
  ['messages[0]', { messages: [{ role: 'user', content: [{ type: 'text', text: { a: 1 } }] }] }],
  ['messages[0]', { messages: [{ role: 'system', content: [{ type: 'image_url', image_url: { url: 'x' } }] }, user] }],
])('what it has no words for is named: %s', (param, more) => {
  expect(anthropic.untold?.(chat(more))?.param).toBe(param)
})

it.each([
  {},
  { n: 1, tools: [], logit_bias: {}, response_format: { type: 'text' }, logprobs: false, audio: null, presence_penalty: 0 },
  { n: null, logit_bias: 5, stop: ['a'] },
  { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: 'data:image/png;base64,iVBO' }, 'x'] }] },
  { messages: [{ role: 'assistant', content: null }, user] },
])('the rest is told: %j', (more) => {
  expect(anthropic.untold?.(chat(more))).toBeUndefined()
})
