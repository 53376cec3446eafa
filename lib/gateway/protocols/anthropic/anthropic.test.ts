import { expect, it } from 'vitest'
import { Candidates } from '../../endpoints/gemini/candidates'
import { parseGemini } from '../../endpoints/gemini/parse-gemini'
import { blocksOf } from '../../endpoints/messages/blocks-of'
import { parseMessages } from '../../endpoints/messages/parse-messages'
import { parsePrompt } from '../../endpoints/parse-prompt'
import { noProof } from '../../generation/no-proof'
import { gemini } from '../gemini/gemini'
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
  [
    'tools[1]',
    {
      tools: [
        { type: 'function', function: { name: 'f' } },
        { type: 'custom', custom: { name: 'g' } },
      ],
    },
  ],
  ['tool_choice', { tool_choice: { type: 'allowed_tools' } }],
  ['response_format', { response_format: { type: 'json_schema' } }],
  ['functions', { functions: [{ name: 'f' }] }],
  ['response_format', { response_format: { type: 'json_object' } }],
  ['response_format', { response_format: 'json' }],
  ['logprobs', { logprobs: true }],
  ['logit_bias', { logit_bias: { 5: 1 } }],
  ['audio', { audio: {} }],
  ['messages[0]', { messages: [{ role: 'tool', content: '5' }] }],
  ['messages[0]', { messages: [{ role: 'function', name: 'f', content: '5' }] }],
  ['messages[0]', { messages: [{ role: 'user', tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }] }] }],
  ['messages[0]', { messages: [{ role: 'assistant', tool_calls: [{ id: 'c', type: 'custom', custom: { name: 'f', input: 'x' } }] }] }],
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

const schema = { type: 'object', properties: { city: { type: 'string' } } }
const call = (id: string, name: string, words?: string) => ({ id, type: 'function', function: { name, arguments: words } })

it('tools and the conversation with them are told in its words', () => {
  const picture = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBO', detail: 'low' } }
  const body = sent(
    chat({
      tools: [
        { type: 'function', function: { name: 'look', description: 'Looks', parameters: schema, strict: true } },
        { type: 'function', function: { name: 'get_goal' } },
        { type: 'function', function: { name: 'list', parameters: {} } },
      ],
      tool_choice: 'required',
      parallel_tool_calls: false,
      messages: [
        user,
        { role: 'assistant', content: '', tool_calls: [call('a', 'look', '{"city":"上海"}'), call('b', 'get_goal', '')] },
        { role: 'tool', tool_call_id: 'a', content: [{ type: 'text', text: 'Seen' }, picture] },
        { role: 'tool', tool_call_id: 'b', content: 'None' },
        { role: 'user', content: 'And?' },
        { role: 'assistant', content: null },
        { role: 'assistant', content: 'Yes', tool_calls: [call('c', 'look', '{"city":')] },
      ],
    }),
  )
  expect(body).toEqual({
    model: 'claude',
    max_tokens: 100,
    tools: [
      { name: 'look', description: 'Looks', input_schema: schema, strict: true },
      { name: 'get_goal', input_schema: { type: 'object' } },
      { name: 'list', input_schema: { type: 'object' } },
    ],
    tool_choice: { type: 'any', disable_parallel_tool_use: true },
    messages: [
      user,
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'a', name: 'look', input: { city: '上海' } },
          { type: 'tool_use', id: 'b', name: 'get_goal', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'a',
            content: [
              { type: 'text', text: 'Seen' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBO' } },
            ],
          },
          { type: 'tool_result', tool_use_id: 'b', content: 'None' },
          { type: 'text', text: 'And?' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Yes' },
          { type: 'tool_use', id: 'c', name: 'look', input: { raw_arguments: '{"city":' } },
        ],
      },
    ],
  })
})

it.each([
  [{ tool_choice: 'auto' }, { type: 'auto' }],
  [{ tool_choice: 'none', parallel_tool_calls: false }, { type: 'none' }],
  [{ parallel_tool_calls: false }, { type: 'auto', disable_parallel_tool_use: true }],
  [{ tool_choice: { type: 'function', function: { name: 'f' } } }, { type: 'tool', name: 'f' }],
  [{ parallel_tool_calls: true }, undefined],
])('a choice of tools: %j', (more, told) => {
  expect(sent(chat({ tools: [{ type: 'function', function: { name: 'f' } }], ...more })).tool_choice).toEqual(told)
})

it('what chat callers were told of thoughts comes back first, with its proofs, and nothing that has none', () => {
  const said = { role: 'assistant', content: 'Hello', tool_calls: [call('a', 'f', '{}')] }
  const told = [
    { type: 'thinking', thinking: 'Hm', signature: 'c2ln' },
    { type: 'redacted_thinking', data: 'eHg=' },
  ]
  const details = [
    { type: 'reasoning.text', text: 'Hm', signature: 'c2ln', index: 0 },
    { type: 'reasoning.encrypted', data: 'eHg=', index: 1 },
    { type: 'reasoning.text', text: 'No proof' },
    { type: 'reasoning.summary', summary: 'x' },
  ]
  for (const more of [{ reasoning_details: details }, { thinking_blocks: [...told, { type: 'thinking', thinking: 'x' }] }])
    expect(sent(chat({ messages: [user, { ...said, ...more }] })).messages[1].content).toEqual([
      ...told,
      { type: 'text', text: 'Hello' },
      { type: 'tool_use', id: 'a', name: 'f', input: {} },
    ])
})

it('thoughts that its models have not proven stay away, whichever shape they come in, and the rest goes as it came', () => {
  const own = { type: 'thinking', thinking: 'Hm', signature: 'c2ln' }
  const hidden = { type: 'redacted_thinking', data: 'eHg=' }
  const foreign = [
    { type: 'thinking', thinking: 'So', signature: noProof },
    { type: 'thinking', thinking: 'So', signature: 'openai.rs_1.eHg=' },
    { type: 'redacted_thinking', data: 'openai.rs_1.eHg=' },
  ]
  const text = { type: 'text', text: 'Hello' }
  const turns = [user, { role: 'assistant', content: [...foreign, own, hidden, text] }, user, { role: 'assistant', content: foreign }, user]
  const kept = [user, { role: 'assistant', content: [own, hidden, text] }, user, user]
  expect(sent(parseMessages({ model: 'm', messages: turns })).messages).toEqual(kept)
  expect(
    sent(chat({ messages: [user, { role: 'assistant', content: 'Hello', thinking_blocks: [...foreign, own, hidden] }] })).messages,
  ).toEqual(kept.slice(0, 2))
  const unsigned = [user, { role: 'assistant', content: [{ type: 'thinking', thinking: 'So', signature: '' }, text] }]
  expect(sent(parseMessages({ model: 'm', messages: unsigned })).messages).toEqual(unsigned)
})

it('proofs that Google’s models gave to thoughts and texts stay away; its own come back through Google’s clients', () => {
  const said = [
    { text: 'hm', thought: true, thoughtSignature: 'c2ln' },
    { text: 'Hello', thoughtSignature: 'c2ln' },
    { text: '', thoughtSignature: 'c2ln' },
  ]
  const read = gemini.reader().read(JSON.stringify({ candidates: [{ content: { parts: said } }] }), '')
  if (typeof read === 'string' || !('parts' in read)) throw new Error('not read')
  const contents = (parts: object[]) => ({ contents: [{ parts: [{ text: 'hi' }] }, { role: 'model', parts }, { parts: [{ text: 'on' }] }] })
  const asked = { model: 'm', stream: false, asList: false }
  const heard = [
    sent(parseMessages({ model: 'm', messages: [user, { role: 'assistant', content: blocksOf(read.parts, 'msg_1') }, user] })),
    sent(parseGemini(contents(said), asked)),
  ]
  for (const { messages } of heard) expect(JSON.stringify(messages)).not.toMatch(/thinking|c2ln/)
  const own = new Candidates(true).take([{ type: 'signature', answer: 0, signature: 'c2ln' }]).get(0) ?? []
  const back = [{ text: 'hm', thought: true }, ...own]
  expect(own).toMatchObject([{ thoughtSignature: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/) }])
  expect(sent(parseGemini(contents(back), asked)).messages[1].content).toEqual([{ type: 'thinking', thinking: 'hm', signature: 'c2ln' }])
  const atGoogle = JSON.parse(String(gemini.request(parseGemini(contents([...back, ...said]), asked), target).body))
  expect(atGoogle.contents[1].parts).toEqual([...back.slice(0, 1), { text: '', thought: true }, ...said])
})

it.each([
  [{ reasoning_effort: 'high' }, { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } }],
  [{ reasoning_effort: 'minimal' }, { thinking: { type: 'adaptive' }, output_config: { effort: 'low' } }],
  [{ reasoning_effort: 'none' }, { thinking: { type: 'disabled' }, output_config: undefined }],
  [
    { thinking: { type: 'enabled', budget_tokens: 2000 } },
    { thinking: { type: 'enabled', budget_tokens: 2000 }, output_config: undefined },
  ],
  [{}, { thinking: undefined, output_config: undefined }],
  [
    { response_format: { type: 'json_schema', json_schema: { name: 'x', schema } }, reasoning_effort: 'low' },
    { thinking: { type: 'adaptive' }, output_config: { effort: 'low', format: { type: 'json_schema', schema } } },
  ],
])('how much to think, and what shape to answer in: %j', (more, told) => {
  expect(anthropic.untold?.(chat(more))).toBeUndefined()
  const { thinking, output_config } = sent(chat(more))
  expect({ thinking, output_config }).toEqual(told)
})

it.each([
  [8000, 2000, { type: 'enabled', budget_tokens: 2000 }],
  [2000, 8000, { type: 'enabled', budget_tokens: 1999 }],
  [1000, 8000, undefined],
  [2000, null, { type: 'disabled' }],
])('of %i tokens for an answer, %s for thoughts leave some for words', (max_tokens, thinkingBudget, told) => {
  expect(sent({ ...chat({ max_tokens }), thinkingBudget }).thinking).toEqual(told)
})

it('what the system says later stays in its place', () => {
  const { messages, system } = sent(chat({ messages: [{ role: 'system', content: 'A' }, user, { role: 'system', content: 'B' }, user] }))
  expect(system).toBe('A')
  expect(JSON.stringify(messages)).toMatch(/hi.*<system>.*B.*<\/system>.*hi/)
  expect(messages).toHaveLength(1)
})

const mixed = (more: object) => parseMessages({ model: 'm', max_tokens: 5, messages: [user], ...more })
const headersOf = (asked: ReturnType<typeof parsePrompt>) => anthropic.request(asked, target).headers

it('headers of the caller go with a body that goes as it came, and with no other', () => {
  const headers = { 'anthropic-beta': 'a,b', 'anthropic-version': '2026-10-21' }
  expect(headersOf({ ...mixed({}), headers })).toMatchObject(headers)
  expect(headersOf({ ...chat({}), headers })).toMatchObject({ 'anthropic-version': '2023-06-01' })
  expect(headersOf({ ...chat({}), headers })).not.toHaveProperty('anthropic-beta')
})

it('a body in mixed shapes is sent in its own', () => {
  const search = { type: 'web_search_20250305', name: 'web_search' }
  const page = { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' } }
  const tools = [{ type: 'function', function: { name: 'f' } }, search]
  const content = [{ type: 'image_url', image_url: { url: 'https://x.example/a.png' } }, page]
  const body = sent(
    mixed({
      tools,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content },
      ],
    }),
  )
  expect(body).toEqual({
    model: 'claude',
    max_tokens: 5,
    system: 'Be brief.',
    messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'url', url: 'https://x.example/a.png' } }, page] }],
    tools: [{ name: 'f', input_schema: { type: 'object' } }, search],
  })
})
