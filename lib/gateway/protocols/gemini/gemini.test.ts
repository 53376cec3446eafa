import { expect, it } from 'vitest'
import { parsePrompt } from '../../endpoints/parse-prompt'
import { gemini } from './gemini'

const target = {
  upstreamModel: 'gemini-3-flash',
  apiKey: 'secret',
  params: null,
  ceiling: 'max_tokens',
  unasked: null,
  longest: () => 100,
} as const
const user = { role: 'user', content: 'hi' }
const chat = (more: object = {}) => parsePrompt({ model: 'm', messages: [user], ...more })
const sent = (more: object, at: object = {}) => JSON.parse(String(gemini.request(chat(more), { ...target, ...at }).body))

it('is asked at an address of its own for each model, with the key in a header', () => {
  expect(gemini.request(chat(), target)).toMatchObject({
    path: '/models/gemini-3-flash:generateContent',
    headers: { 'x-goog-api-key': 'secret', 'accept-encoding': 'identity' },
  })
  expect(gemini.request(chat({ stream: true }), target).path).toBe('/models/gemini-3-flash:streamGenerateContent?alt=sse')
  for (const upstreamModel of ['models/a', 'tunedModels/b'])
    expect(gemini.request(chat(), { ...target, upstreamModel }).path).toBe(`/${upstreamModel}:generateContent`)
})

it.each([
  ['', '/v1beta'],
  ['/v1beta', '/v1beta'],
  ['/v1', '/v1'],
  ['/proxy', '/proxy/v1beta'],
  ['/v1/projects/p/locations/l/publishers/google', '/v1/projects/p/locations/l/publishers/google'],
])('an address of the path "%s" is used as "%s"', (given, used) => expect(gemini.prefix?.(given)).toBe(used))

it('a ceiling is told as it was asked for, a 0 too, or as nobody asked; the target’s members win', () => {
  expect(sent({}).generationConfig).toBeUndefined()
  expect(sent({}, { unasked: 50 }).generationConfig).toEqual({ maxOutputTokens: 50 })
  expect(sent({ max_tokens: 7 }, { unasked: 50 }).generationConfig).toEqual({ maxOutputTokens: 7 })
  expect(sent({ max_completion_tokens: 0 }).generationConfig).toEqual({ maxOutputTokens: 0 })
  const params = { generationConfig: { maxOutputTokens: 9, thinkingConfig: { thinkingBudget: 0 } }, safetySettings: [] }
  expect(sent({ max_tokens: 7, temperature: 1 }, { params })).toMatchObject({
    generationConfig: { temperature: 1, maxOutputTokens: 9, thinkingConfig: { thinkingBudget: 0 } },
    safetySettings: [],
  })
  expect(gemini.asks(chat({ max_tokens: 7, n: 2 }), params)).toEqual({ ceiling: 9, answers: 2 })
  expect(gemini.asks(chat({ max_tokens: 7 }), { generationConfig: { candidateCount: 3 } })).toEqual({ ceiling: 7, answers: 3 })
})

it.each([
  ['gemini-2.5-flash', { reasoning_effort: 'low' }, { includeThoughts: true, thinkingBudget: 1024 }],
  ['gemini-3-pro', { reasoning_effort: 'xhigh' }, { includeThoughts: true, thinkingLevel: 'HIGH' }],
  ['gemini-2.5-flash', { reasoning_effort: 'none' }, { thinkingBudget: 0 }],
  ['gemini-3-flash', { reasoning_effort: 'none' }, { thinkingLevel: 'MINIMAL' }],
  ['gemini-2.5-pro', { reasoning_effort: 'none' }, undefined],
  ['gemini-2.5-pro', {}, undefined],
])('%s is told %j', (upstreamModel, more, thinkingConfig) => {
  expect(sent(more, { upstreamModel }).generationConfig?.thinkingConfig).toEqual(thinkingConfig)
})

it('a budget of tokens is told as one, and none as none', () => {
  const told = (thinkingBudget: number | null) => JSON.parse(String(gemini.request({ ...chat(), thinkingBudget }, target).body))
  expect(told(500).generationConfig.thinkingConfig).toEqual({ includeThoughts: true, thinkingBudget: 500 })
  expect(told(null).generationConfig.thinkingConfig).toEqual({ thinkingLevel: 'MINIMAL' })
})

it('the results of one turn stand together, with the names of their functions; a system in the middle is told in its place', () => {
  const call = (id: string, name: string, more: object = {}) => ({
    id,
    type: 'function',
    function: { name, arguments: '{"a":1}' },
    ...more,
  })
  const proof = { extra_content: { google: { thought_signature: 'proof' } } }
  const image = { type: 'image_url', image_url: { url: 'https://example.edu/a.png?x=1' } }
  expect(
    sent({
      messages: [
        { role: 'developer', content: 'Be brief.' },
        user,
        { role: 'assistant', content: 'Well.', tool_calls: [call('1', 'one', proof), call('2', 'two')] },
        { role: 'tool', tool_call_id: '1', content: 'x', is_error: true },
        { role: 'tool', tool_call_id: '2', content: [{ type: 'text', text: 'y' }, image] },
        { role: 'system', content: 'Be kind.' },
      ],
    }),
  ).toEqual({
    systemInstruction: { parts: [{ text: 'Be brief.' }] },
    contents: [
      { role: 'user', parts: [{ text: 'hi' }] },
      {
        role: 'model',
        parts: [
          { text: 'Well.' },
          { functionCall: { id: '1', name: 'one', args: { a: 1 } }, thoughtSignature: 'proof' },
          { functionCall: { id: '2', name: 'two', args: { a: 1 } } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: '1', name: 'one', response: { error: 'x' } } },
          { functionResponse: { id: '2', name: 'two', response: { output: 'y' } } },
          { fileData: { fileUri: 'https://example.edu/a.png?x=1', mimeType: 'image/png' } },
          { text: 'Be kind.' },
        ],
      },
    ],
  })
})

it.each([
  ['tools[1]', { tools: [{ type: 'function', function: { name: 'f' } }, { type: 'web_search' }] }],
  ['functions', { functions: [{ name: 'f' }] }],
  ['logprobs', { logprobs: true }],
  ['logit_bias', { logit_bias: { 5: 1 } }],
  ['response_format', { response_format: 'json' }],
  ['audio', { audio: {} }],
  ['messages[0]', { messages: [{ role: 'narrator', content: 'x' }] }],
  ['messages[0]', { messages: [{ role: 'assistant', tool_calls: 'f' }] }],
  ['messages[0]', { messages: [{ role: 'user', content: [{ type: 'file', file: { file_id: 'f' } }] }] }],
  ['messages[0]', { messages: [{ role: 'system', content: [{ type: 'image_url', image_url: { url: 'x' } }] }, user] }],
])('what it has no words for is named: %s', (param, more) => expect(gemini.untold?.(chat(more))?.param).toBe(param))

it.each([
  {},
  { n: 2, tools: [], logit_bias: {}, response_format: { type: 'text' }, logprobs: false, audio: null, parallel_tool_calls: false },
  { messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'x', format: 'wav' } }, 'x'] }] },
  { messages: [{ role: 'user', content: [{ type: 'file', file: { file_data: 'data:application/pdf;base64,JVBE' } }] }] },
])('the rest is told: %j', (more) => expect(gemini.untold?.(chat(more))).toBeUndefined())

it('its models are those that answer in words or in vectors', () => {
  const models = [
    { name: 'models/a', supportedGenerationMethods: ['generateContent'] },
    { name: 'models/vectors', supportedGenerationMethods: ['embedContent'] },
    { name: 'models/video', supportedGenerationMethods: ['predictLongRunning'] },
    { name: 'b' },
    5,
  ]
  expect(gemini.listModels.read({ models }).map(({ id }) => id)).toEqual(['a', 'vectors', 'b'])
  expect(gemini.listModels.read('x')).toEqual([])
})
