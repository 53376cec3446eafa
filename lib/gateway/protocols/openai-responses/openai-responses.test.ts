import { expect, it } from 'vitest'
import type { GenerationRequest, Prompt } from '../../generation/request'
import type { RequestTarget } from '../protocol'
import { openaiResponses } from './openai-responses'

const target: RequestTarget = { upstreamModel: 'up', apiKey: 'k', params: null, ceiling: 'both', unasked: null, longest: () => 1 }
const asked = (prompt: Partial<Prompt>, more: Partial<GenerationRequest> = {}): GenerationRequest => ({
  model: 'm',
  stream: true,
  answers: 1,
  ceiling: null,
  prompt: { model: 'm', messages: [], ...prompt },
  ...more,
})
const bodyOf = (request: GenerationRequest, more: Partial<RequestTarget> = {}) =>
  JSON.parse(String(openaiResponses.request(request, { ...target, ...more }).body))

it('a conversation with tools, pictures and thoughts is told in items', () => {
  const call = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }
  const body = bodyOf(
    asked(
      {
        messages: [
          { role: 'developer', content: 'rules' },
          {
            role: 'user',
            content: [
              { type: 'text', text: 'look' },
              { type: 'image_url', image_url: { url: 'data:x', detail: 'low' } },
            ],
          },
          {
            role: 'assistant',
            content: 'hm',
            thinking_blocks: [
              { type: 'thinking', thinking: 'so', signature: 'openai.rs_1.gAAAA.x' },
              { type: 'thinking', thinking: 'of Claude', signature: 'EqQB' },
              { type: 'redacted_thinking', data: 'openai..hidden' },
            ],
            tool_calls: [call],
          },
          { role: 'tool', tool_call_id: 'c1', content: [{ type: 'image_url', image_url: { url: 'data:y' } }] },
        ],
        tools: [
          { type: 'function', function: { name: 'f' } },
          { type: 'function', function: { name: 'g', strict: true, parameters: { type: 'object' } } },
        ],
        tool_choice: { type: 'function', function: { name: 'f' } },
        parallel_tool_calls: false,
        temperature: 0.5,
        chat_template_kwargs: { a: 1 },
        stream_options: { include_usage: true },
        max_tokens: 5,
      },
      { ceiling: 5, own: { protocol: 'anthropic', body: {} } },
    ),
  )
  expect(body).toEqual({
    model: 'up',
    stream: true,
    store: false,
    max_output_tokens: 5,
    temperature: 0.5,
    chat_template_kwargs: { a: 1 },
    include: ['reasoning.encrypted_content'],
    input: [
      { type: 'message', role: 'developer', content: 'rules' },
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'look' },
          { type: 'input_image', image_url: 'data:x', detail: 'low' },
        ],
      },
      { type: 'reasoning', id: 'rs_1', encrypted_content: 'gAAAA.x', summary: [{ type: 'summary_text', text: 'so' }] },
      { type: 'reasoning', encrypted_content: 'hidden', summary: [] },
      { type: 'message', role: 'assistant', content: 'hm' },
      { type: 'function_call', call_id: 'c1', name: 'f', arguments: '{"x":1}' },
      { type: 'function_call_output', call_id: 'c1', output: [{ type: 'input_image', image_url: 'data:y', detail: 'auto' }] },
    ],
    tools: [
      { type: 'function', name: 'f', parameters: { type: 'object', properties: {} }, strict: false },
      { type: 'function', name: 'g', parameters: { type: 'object' }, strict: true },
    ],
    tool_choice: { type: 'function', name: 'f' },
    parallel_tool_calls: false,
  })
})

it('a chat caller’s own members of the extensions’ names are no thoughts', () => {
  const message = {
    role: 'assistant',
    content: 'x',
    thinking_blocks: [{ type: 'thinking' as const, thinking: 'so', signature: 'openai.rs.x' }],
  }
  expect(bodyOf(asked({ messages: [message] })).input).toEqual([{ type: 'message', role: 'assistant', content: 'x' }])
})

it('a caller of Responses is told on as it speaks, with nothing stored there', () => {
  const body = {
    model: 'm',
    input: 'hi',
    previous_response_id: 'resp_1',
    reasoning: { effort: 'low' },
    client_metadata: { a: 'b' },
    background: false,
  }
  const own = { protocol: 'openai-responses' as const, body }
  expect(bodyOf(asked({}, { own, ceiling: 9 }), { params: { reasoning: { summary: 'auto' }, service_tier: 'flex' } })).toEqual({
    model: 'up',
    input: 'hi',
    reasoning: { effort: 'low', summary: 'auto' },
    client_metadata: { a: 'b' },
    service_tier: 'flex',
    include: ['reasoning.encrypted_content'],
    max_output_tokens: 9,
    stream: true,
    store: false,
  })
  expect(bodyOf(asked({}, { own: { ...own, body: { ...body, store: false } } }))).not.toHaveProperty('include')
})

it('who counts a thought’s tokens gets its summary', () =>
  expect(bodyOf(asked({ reasoning_effort: 'high' }, { thinkingBudget: 4000 })).reasoning).toEqual({ effort: 'high', summary: 'auto' }))

it('what it has no words for is named', () => {
  const named = (prompt: Partial<Prompt>) => openaiResponses.untold?.(asked(prompt))?.param
  expect(named({ stop: ['x'] })).toBe('stop')
  expect(named({ stop: [], n: 1, presence_penalty: 0, logprobs: false, logit_bias: {} })).toBeUndefined()
  expect(named({ n: 2 })).toBe('n')
  expect(named({ messages: [{ role: 'user', content: [{ type: 'input_audio' }] }] })).toBe('messages[0].content[0]')
})

it('a whole response is read in parts, and anything else is malformed', () => {
  const item = { id: 'rs', type: 'reasoning', summary: [{ type: 'summary_text', text: 'so' }], encrypted_content: 'g' }
  const read = openaiResponses.readAnswer({
    status: 'completed',
    output: [
      item,
      { ...item, summary: [] },
      {
        type: 'message',
        content: [
          { type: 'output_text', text: 'a' },
          { type: 'refusal', refusal: 'b' },
        ],
      },
      { type: 'custom_tool_call', call_id: 'c', name: 'f', input: 'x' },
      { type: 'image_generation_call', result: 'AAAA', output_format: 'webp' },
      { type: 'web_search_call' },
    ],
    usage: { input_tokens: 1, output_tokens: 2 },
  })
  const answer = 0
  expect(read).toMatchObject({
    parts: [
      { type: 'reasoning', answer, text: 'so' },
      { type: 'signature', answer, signature: 'openai.rs.g' },
      { type: 'signature', answer, signature: 'openai.rs.g', hidden: true },
      { type: 'text', answer, text: 'a' },
      { type: 'refusal', answer, text: 'b' },
      { type: 'tool-call', answer, call: 0, id: 'c', name: 'f' },
      { type: 'tool-arguments', answer, call: 0, text: 'x' },
      { type: 'image', answer, mediaType: 'image/webp', data: 'AAAA' },
      { type: 'other', answer },
      { type: 'finish', answer, reason: 'tool_calls' },
      { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } },
    ],
  })
  for (const odd of [null, 5, [], {}, { output: {} }, { output: [], status: 'queued' }])
    expect(openaiResponses.readAnswer(odd)).toBe('malformed')
  expect(openaiResponses.readAnswer({ status: 'failed', error: { code: 'server_error', message: 'm' } })).toMatchObject({
    parts: [{ type: 'error', error: { status: 500, message: 'm' } }],
  })
})
