import { accumulateResponse } from 'openai/lib/responses/ResponseAccumulator'
import type { ResponseStreamEvent } from 'openai/resources/responses/responses'
import { describe, expect, it } from 'vitest'
import { noUnits } from '@/lib/units'
import type { AnswerPart, Usage } from '../../generation/part'
import { parseResponses } from './parse-responses'
import { ResponseWriter } from './stream-writer'
import { writeResponse } from './write-response'

const noUsage: Usage = { ...noUnits, inputTokens: 3, outputTokens: 4, requests: 1, estimated: false }

const head = (body: object, alike = false) => ({
  request: parseResponses({ model: 'm', input: 'hi', store: false, stream: true, ...body }),
  model: 'm',
  id: 'call_0123456789abcdefghij',
  time: new Date(1000),
  alike,
})
const eventsIn = (out: string) =>
  out
    .split('\n\n')
    .filter(Boolean)
    .map((event) => JSON.parse(event.replace(/^event: .*\ndata: /, '')) as ResponseStreamEvent)
/** What the openai package makes of the events. */
const judged = (events: ResponseStreamEvent[]) =>
  events.reduce<ReturnType<typeof accumulateResponse> | undefined>((snapshot, event) => accumulateResponse(event, snapshot), undefined)

const answer = 0
const finish = (reason: 'stop' | 'length' | 'tool_calls' | 'content_filter' = 'stop'): AnswerPart => ({
  type: 'finish',
  answer,
  reason,
  told: reason,
})

async function written(parts: AnswerPart[], body: object = {}) {
  const writer = new ResponseWriter(head(body))
  let out = ''
  for (const part of parts) out += writer.write([part])
  out += await writer.last({ cost: '0.5', usage: noUsage })
  const events = eventsIn(out)
  const whole = JSON.parse(await writeResponse({ parts, json: null }, { ...head(body), cost: '0.5', usage: noUsage }))
  return { out, events, types: events.map(({ type }) => type), final: judged(events), whole }
}

it('a response has its events in the order that its clients expect', async () => {
  const { types, final, whole } = await written([
    { type: 'begin', answer },
    { type: 'reasoning', answer, text: '想' },
    { type: 'reasoning', answer, text: '一想' },
    { type: 'text', answer, text: 'Hel' },
    { type: 'text', answer, text: 'lo 🚀' },
    { type: 'tool-call', answer, call: 0, id: 'c1', name: 'f' },
    { type: 'tool-arguments', answer, call: 0, text: '{"a":' },
    { type: 'tool-arguments', answer, call: 0, text: '1}' },
    finish('tool_calls'),
  ])
  expect(types).toEqual([
    'response.created',
    'response.in_progress',
    'response.output_item.added',
    'response.reasoning_summary_part.added',
    'response.reasoning_summary_text.delta',
    'response.reasoning_summary_text.delta',
    'response.reasoning_summary_text.done',
    'response.reasoning_summary_part.done',
    'response.output_item.done',
    'response.output_item.added',
    'response.content_part.added',
    'response.output_text.delta',
    'response.output_text.delta',
    'response.output_text.done',
    'response.content_part.done',
    'response.output_item.done',
    'response.output_item.added',
    'response.function_call_arguments.delta',
    'response.function_call_arguments.delta',
    'response.function_call_arguments.done',
    'response.output_item.done',
    'response.completed',
  ])
  expect(final?.output).toMatchObject([
    { type: 'reasoning', summary: [{ type: 'summary_text', text: '想一想' }] },
    { type: 'message', status: 'completed', content: [{ type: 'output_text', text: 'Hello 🚀' }] },
    { type: 'function_call', status: 'completed', call_id: 'c1', name: 'f', arguments: '{"a":1}' },
  ])
  expect(whole).toMatchObject({
    status: 'completed',
    output: final?.output,
    usage: { input_tokens: 3, output_tokens: 4, total_tokens: 7 },
    _cost: 0.5,
  })
})

it('calls that are told in turns are each whole, and one without arguments has an empty object', async () => {
  const { final } = await written([
    { type: 'tool-call', answer, call: 0, id: 'a', name: 'f' },
    { type: 'tool-call', answer, call: 1, id: '', name: 'g' },
    { type: 'tool-arguments', answer, call: 0, text: '{"x":' },
    { type: 'tool-arguments', answer, call: 0, text: '1}' },
    finish('tool_calls'),
  ])
  expect(final?.output).toMatchObject([
    { call_id: 'a', arguments: '{"x":1}' },
    { call_id: expect.stringMatching(/^call_/), name: 'g', arguments: '{}' },
  ])
})

it('a call is given back as the caller named its tool', async () => {
  const tools = [
    { type: 'custom', name: 'apply_patch' },
    {
      type: 'namespace',
      name: 'functions',
      tools: [
        { type: 'custom', name: 'exec' },
        { type: 'function', name: 'wait' },
      ],
    },
  ]
  const { final, types } = await written(
    [
      { type: 'tool-call', answer, call: 0, id: 'a', name: 'apply_patch' },
      { type: 'tool-arguments', answer, call: 0, text: '{"inp' },
      { type: 'tool-arguments', answer, call: 0, text: 'ut":"*** 补丁\\n"}' },
      { type: 'tool-call', answer, call: 1, id: 'b', name: 'exec' },
      { type: 'tool-arguments', answer, call: 1, text: 'not json' },
      { type: 'tool-call', answer, call: 2, id: 'c', name: 'wait' },
      finish('tool_calls'),
    ],
    { tools },
  )
  expect(final?.output).toMatchObject([
    { type: 'custom_tool_call', call_id: 'a', name: 'apply_patch', input: '*** 补丁\n' },
    { type: 'custom_tool_call', call_id: 'b', name: 'exec', namespace: 'functions', input: 'not json' },
    { type: 'function_call', call_id: 'c', name: 'wait', namespace: 'functions' },
  ])
  expect(types).toContain('response.custom_tool_call_input.done')
})

it('thoughts with proofs, hidden ones and proofs of calls come back as they were told', async () => {
  const { final } = await written([
    { type: 'reasoning', answer, text: 'hm' },
    { type: 'signature', answer, signature: 'proof' },
    { type: 'signature', answer, signature: 'secret', hidden: true },
    { type: 'tool-call', answer, call: 0, id: 'c1', name: 'f' },
    { type: 'signature', answer, call: 0, signature: 'of the call' },
    { type: 'reasoning', answer, text: 'no proof' },
    finish('tool_calls'),
  ])
  const { messages } = parseResponses({ model: 'm', input: final?.output }).prompt
  expect(messages).toMatchObject([
    {
      thinking_blocks: [
        { type: 'thinking', thinking: 'hm', signature: 'proof' },
        { type: 'redacted_thinking', data: 'secret' },
      ],
      tool_calls: [{ id: 'c1', extra_content: { google: { thought_signature: 'of the call' } } }],
    },
    { thinking_blocks: [{ type: 'thinking', thinking: 'no proof' }] },
  ])
})

it('a refusal, a picture and an answer that was cut are told', async () => {
  const { final, types } = await written([
    { type: 'refusal', answer, text: 'no' },
    { type: 'image', answer, mediaType: 'image/webp', data: 'AAAA' },
    { type: 'text', answer, text: 'half' },
    finish('length'),
  ])
  expect(final).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } })
  expect(types.at(-1)).toBe('response.incomplete')
  expect(final?.output).toMatchObject([
    { type: 'message', content: [{ type: 'refusal', refusal: 'no' }] },
    { type: 'image_generation_call', result: 'AAAA', output_format: 'webp' },
    { type: 'message', status: 'incomplete', content: [{ text: 'half' }] },
  ])
})

describe('a stream of an upstream that speaks the same', () => {
  const passed = (...events: object[]) => {
    const writer = new ResponseWriter(head({}, true))
    const out = events.map((event, at) => {
      const json = { ...event, sequence_number: at } as Record<string, unknown>
      return writer.pass(json, JSON.stringify(json))
    })
    return { writer, out: out.join('') }
  }
  const begun = { type: 'response.created', response: { id: 'resp_up', model: 'up', status: 'in_progress', output: [], extra: 1 } }
  const item = { id: 'msg_up', type: 'message', role: 'assistant', status: 'in_progress', content: [] }
  const part = { type: 'output_text', text: '', annotations: [] }
  const at = { item_id: 'msg_up', output_index: 0, content_index: 0 }
  const opening = [
    begun,
    { type: 'response.output_item.added', output_index: 0, item },
    { type: 'response.content_part.added', ...at, part },
    { type: 'response.output_text.delta', ...at, delta: 'Hello', obfuscation: 'xyz' },
  ]

  it('goes on as it came, under our id', () => {
    const { out } = passed(...opening)
    expect(out).toContain('"extra":1')
    expect(out).toContain('"id":"resp_0123456789abcdefghij"')
    expect(out).not.toMatch(/resp_up|"model":"up"/)
    expect(out).toContain(`data: ${JSON.stringify({ ...opening[3], sequence_number: 3 })}\n\n`)
  })

  it('that we end at its ceiling goes on in the same item and is closed', async () => {
    const { writer, out } = passed(...opening)
    const rest =
      writer.write([{ type: 'text', answer, text: ' wor' }, finish('length')]) + (await writer.last({ cost: undefined, usage: noUsage }))
    const events = eventsIn(out + rest)
    expect(events.map(({ sequence_number }) => sequence_number)).toEqual(events.map((_, n) => n))
    expect(judged(events)).toMatchObject({ status: 'incomplete', output: [{ id: 'msg_up', content: [{ text: 'Hello wor' }] }] })
  })

  it('that was cut and sent again goes on in the same item, whatever the second one is called', async () => {
    const { writer, out } = passed(...opening)
    writer.again()
    const call = { id: 'fc_2', type: 'function_call', call_id: 'c', name: 'f', arguments: '{}', status: 'completed' }
    const again = [
      { ...begun, response: { ...begun.response, id: 'resp_two' } },
      { type: 'response.output_text.delta', ...at, item_id: 'msg_two', output_index: 3, delta: ' world' },
      { type: 'response.output_item.done', output_index: 4, item: call },
      { type: 'response.completed', response: { id: 'resp_two', status: 'completed', output: [{ ...item, id: 'msg_two' }], usage: null } },
    ].map((event) => writer.pass(event, JSON.stringify(event)))
    const events = eventsIn(out + again.join('') + (await writer.last({ cost: undefined, usage: noUsage })))
    expect(judged(events)).toMatchObject({
      id: 'resp_0123456789abcdefghij',
      status: 'completed',
      output: [{ id: 'msg_up', content: [{ text: 'Hello world' }] }, { call_id: 'c' }],
    })
  })

  it('that fails says so twice: as an error, and as a failed response', () => {
    const { writer } = passed(...opening)
    const events = eventsIn(writer.failed('upstream_failed'))
    expect(events).toMatchObject([
      { type: 'error', code: 'upstream_failed', error: { message: 'The model backend failed.' }, sequence_number: 4 },
      { type: 'response.failed', response: { status: 'failed', error: { code: 'server_error' } }, sequence_number: 5 },
    ])
  })
})
