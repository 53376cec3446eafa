import { expect, it } from 'vitest'
import { parseMessages } from './parse-messages'

const parse = (more: object) => parseMessages({ model: 'm', max_tokens: 5, messages: [{ role: 'user', content: 'hi' }], ...more })
const refused = (more: object) => {
  try {
    parse(more)
  } catch (error) {
    return (error as { facts: { param?: string } }).facts.param
  }
  return 'not refused'
}
const saying = (...content: unknown[]) => ({ messages: [{ role: 'user', content }] })

it.each([
  ['system', { system: 5 }],
  ['system', { system: { type: 'text', text: 'x' } }],
  ['system[0]', { system: [null] }],
  ['system[1]', { system: [{ type: 'text', text: 'x' }, 7] }],
  ['system[0]', { system: ['x'] }],
  ['system[0]', { system: [{ type: 'image', source: {} }] }],
  ['system[0]', { system: [{ type: 'text', text: { a: 1 } }] }],
  ['n', { n: 5 }],
  ['n', { n: '1' }],
  ['messages[0].content[0]', saying(null)],
  ['messages[0].content', { messages: [{ role: 'user', content: { text: 'x' } }] }],
  ['messages', { messages: { 0: 'x' } }],
])('what the gateway relies on is checked by name: %s', (param, more) => {
  expect(refused(more)).toBe(param)
})

it.each([{ system: null }, { system: '' }, { system: [] }, { n: 1 }, { n: null }, JSON.parse('{"__proto__":{"system":5}}')])(
  'what says nothing is taken: %j',
  (more) => {
    expect(refused(more)).toBe('not refused')
  },
)

it.each([
  ['a source of another kind', { type: 'image', source: { type: 'file', file_id: 'f' } }],
  ['a source that is no object', { type: 'image', source: 'iVBO' }],
  ['no source', { type: 'image' }],
  ['data that is no text', { type: 'image', source: { type: 'base64', media_type: 'image/png', data: { a: 1 } } }],
  ['a document', { type: 'document', source: { type: 'text', data: 'x' } }],
  ['a part without a kind', { text: 'x' }],
])('only an upstream of its own protocol is told a picture or part with %s', (_, part) => {
  expect(parse(saying({ type: 'text', text: 'x' }, part)).ownOnly?.param).toBe('messages[0].content[1]')
})

it('earlier thoughts stay away from other models, and the conversation goes on', () => {
  const thought = { type: 'thinking', thinking: 'Hm', signature: '' }
  const said = { type: 'text', text: 'Hello' }
  const { prompt, ownOnly, own } = parse({ messages: [{ role: 'assistant', content: [thought, { type: 'redacted_thinking' }, said] }] })
  expect(ownOnly).toBeUndefined()
  expect(prompt.messages).toEqual([{ role: 'assistant', content: [said] }])
  expect(own?.body.messages).toMatchObject([{ content: [thought, {}, said] }])
})

it.each([
  ['tools', { tools: [{ name: 'f', input_schema: {} }] }],
  ['output_config.format', { output_config: { effort: 'high', format: { type: 'json_schema', schema: {} } } }],
  ['top_k', { top_k: 5 }],
  ['container', { container: 'c' }],
  ['mcp_servers', { mcp_servers: [{ url: 'x' }] }],
])('what would change the answer is not dropped on the way to another shape: %s', (param, more) => {
  expect(parse(more).ownOnly?.param).toBe(param)
})

it('what is advice is left out of what other upstreams are told', () => {
  const advice = { thinking: { type: 'adaptive' }, output_config: { effort: 'high' }, metadata: { user_id: 'u' }, context_management: {} }
  const { prompt, ownOnly, own } = parse({ ...advice, tools: [] })
  expect(ownOnly).toBeUndefined()
  expect(own?.body).toMatchObject(advice)
  for (const name in advice) expect(prompt).not.toHaveProperty(name)
})
