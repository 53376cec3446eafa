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

it('earlier thoughts travel with their proofs, beside what was said', () => {
  const thought = { type: 'thinking', thinking: 'Hm', signature: 'c2ln' }
  const unproven = { type: 'thinking', thinking: 'So', signature: '' }
  const hidden = { type: 'redacted_thinking', data: 'eHg=' }
  const said = { type: 'text', text: 'Hello' }
  const content = [thought, hidden, unproven, { type: 'redacted_thinking' }, said]
  const { prompt, ownOnly, own } = parse({ messages: [{ role: 'assistant', content }] })
  expect(ownOnly).toBeUndefined()
  expect(prompt.messages).toEqual([
    { role: 'assistant', content: [said], thinking_blocks: [thought, hidden, { type: 'thinking', thinking: 'So' }] },
  ])
  expect(own?.body.messages).toMatchObject([{ content }])
})

const schema = { type: 'object', properties: { city: { type: 'string' } } }

it('tools, their calls and their results become those of the common tongue', () => {
  const picture = { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } }
  const call = (id: string, input?: unknown) => ({ type: 'tool_use', id, name: 'look', input })
  const { prompt, ownOnly } = parse({
    tools: [
      { name: 'look', description: 'Looks', input_schema: schema, cache_control: { type: 'ephemeral' } },
      { name: 'bare', type: 'custom' },
    ],
    tool_choice: { type: 'any', disable_parallel_tool_use: true },
    messages: [
      { role: 'user', content: 'Look' },
      { role: 'assistant', content: [{ type: 'text', text: 'I look.' }, call('a', { city: '上海' }), call('b')] },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'a',
            content: [{ type: 'text', text: 'Seen' }, picture],
            cache_control: { type: 'ephemeral' },
          },
          { type: 'tool_result', tool_use_id: 'b', content: 'No', is_error: true },
          { type: 'text', text: 'And?' },
        ],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'c', is_error: false }] },
    ],
  })
  expect(ownOnly).toBeUndefined()
  const told = (id: string, words: string) => ({ id, type: 'function', function: { name: 'look', arguments: words } })
  expect(prompt).toEqual({
    model: 'm',
    max_tokens: 5,
    tools: [
      { type: 'function', function: { name: 'look', description: 'Looks', parameters: schema } },
      { type: 'function', function: { name: 'bare', parameters: { type: 'object' } } },
    ],
    tool_choice: 'required',
    parallel_tool_calls: false,
    messages: [
      { role: 'user', content: 'Look' },
      { role: 'assistant', content: [{ type: 'text', text: 'I look.' }], tool_calls: [told('a', '{"city":"上海"}'), told('b', '{}')] },
      {
        role: 'tool',
        tool_call_id: 'a',
        content: [
          { type: 'text', text: 'Seen' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO' } },
        ],
      },
      { role: 'tool', tool_call_id: 'b', content: 'No', is_error: true },
      { role: 'user', content: [{ type: 'text', text: 'And?' }] },
      { role: 'tool', tool_call_id: 'c', content: '' },
    ],
  })
})

it.each([
  [{ type: 'auto' }, { tool_choice: 'auto' }],
  [{ type: 'none' }, { tool_choice: 'none' }],
  [{ type: 'tool', name: 'f' }, { tool_choice: { type: 'function', function: { name: 'f' } } }],
  [
    { type: 'auto', disable_parallel_tool_use: true },
    { tool_choice: 'auto', parallel_tool_calls: false },
  ],
  ['required', { tool_choice: 'required' }],
  [null, {}],
])('a choice of tools is told in the words of chat: %j', (choice, told) => {
  const { prompt } = parse({ tools: [{ name: 'f' }], tool_choice: choice })
  const { tool_choice, parallel_tool_calls } = prompt
  expect({ tool_choice, parallel_tool_calls }).toEqual({ tool_choice: undefined, parallel_tool_calls: undefined, ...told })
})

it('tools whose loading is put off are left out until a result names them', () => {
  const tools = [{ name: 'f' }, { name: 'later', defer_loading: true }]
  const names = (more: object) =>
    parse({ tools, ...more }).prompt.tools?.map((tool) => (tool as { function: { name: string } }).function.name)
  expect(names({})).toEqual(['f'])
  const found = { type: 'tool_result', tool_use_id: 'a', content: [{ type: 'tool_reference', tool_name: 'later' }] }
  expect(names(saying(found))).toEqual(['f', 'later'])
  expect(parse({ tools: [{ name: 'later', defer_loading: true }], tool_choice: { type: 'auto' } }).prompt).not.toHaveProperty('tools')
})

it.each([
  [
    { thinking: { type: 'adaptive' }, output_config: { effort: 'max' } },
    { effort: 'max', budget: undefined },
  ],
  [{ thinking: { type: 'enabled', budget_tokens: 2000 } }, { effort: 'low', budget: 2000 }],
  [
    { thinking: { type: 'enabled', budget_tokens: 32_000 }, output_config: { effort: 'medium' } },
    { effort: 'medium', budget: 32_000 },
  ],
  [
    { thinking: { type: 'disabled' }, output_config: { effort: 'high' } },
    { effort: undefined, budget: null },
  ],
  [{ thinking: { type: 'adaptive' } }, { effort: undefined, budget: undefined }],
  [
    { thinking: 5, output_config: null },
    { effort: undefined, budget: undefined },
  ],
])('how much to think is told in a word and in tokens: %j', (more, told) => {
  const { prompt, thinkingBudget } = parse(more)
  expect({ effort: prompt.reasoning_effort, budget: thinkingBudget }).toEqual(told)
})

it('the schema of an answer and the texts that end it are told', () => {
  const { prompt, ownOnly } = parse({
    tools: [],
    output_config: { format: { type: 'json_schema', schema } },
    stop_sequences: ['END'],
    top_k: 5,
  })
  expect(ownOnly).toBeUndefined()
  expect(prompt).toMatchObject({ response_format: { type: 'json_schema', json_schema: { schema } }, stop: ['END'], top_k: 5 })
  for (const name of ['tools', 'output_config', 'stop_sequences']) expect(prompt).not.toHaveProperty(name)
})

it('the first text of Claude Code, which differs from mode to mode, is no part of what other models read', () => {
  const system = [
    { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.330;' },
    { type: 'text', text: 'You are an agent.' },
  ]
  expect(parse({ system }).prompt.messages[0]).toEqual({ role: 'system', content: [{ type: 'text', text: 'You are an agent.' }] })
})

it('a caller who only changed the path is understood, and no server is sent a mixture', () => {
  const tool = { type: 'function', function: { name: 'f', parameters: schema } }
  const url = 'data:image/png;base64,iVBO'
  const { prompt, ownOnly, own, ceiling } = parseMessages({
    model: 'm',
    tools: [tool],
    tool_choice: 'auto',
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: ['Look', { type: 'image_url', image_url: { url } }] },
      { role: 'assistant', content: null, tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }] },
      { role: 'tool', tool_call_id: 'a', content: 'Done' },
    ],
  })
  expect({ ownOnly, ceiling, mixed: own?.mixed }).toEqual({ ownOnly: undefined, ceiling: null, mixed: true })
  expect(prompt).toMatchObject({
    tools: [tool],
    tool_choice: 'auto',
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image_url', image_url: { url } },
        ],
      },
      { role: 'assistant', tool_calls: [{ id: 'a' }] },
      { role: 'tool', tool_call_id: 'a', content: 'Done' },
    ],
  })
  expect(parse({ tools: [{ name: 'f' }] }).own).not.toHaveProperty('mixed')
})

it.each([
  [
    'tools[1]',
    {
      tools: [
        { name: 'f', input_schema: {} },
        { type: 'web_search_20250305', name: 'web_search' },
      ],
    },
  ],
  ['tools[0]', { tools: [{ type: 'code_execution_20260521', name: 'code_execution' }] }],
  ['tools[0]', { tools: [null] }],
  ['tool_choice', { tool_choice: { type: 'other' } }],
  ['output_config.format', { output_config: { effort: 'high', format: { type: 'grammar' } } }],
  ['messages[0].content[0]', saying({ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'document', source: {} }] })],
  ['messages[0].content[0]', saying({ type: 'tool_use', id: 'a', name: 'f', input: {} })],
  ['messages[0].content[0]', { messages: [{ role: 'assistant', content: [{ type: 'server_tool_use', id: 'a', name: 'web_search' }] }] }],
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
