import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from './answer.ts'
import type { ChatRequest, Message } from './chat.ts'
import { failsHere } from './fails-here.ts'

type Members = Record<string, unknown>

/** A request of items as one of messages, from which the answer is made. */
export function fromItems(body: ChatRequest): ChatRequest {
  if (body.input === undefined) return body
  const input = typeof body.input === 'string' ? [{ role: 'user', content: body.input }] : ((body.input as Members[] | undefined) ?? [])
  const messages = input.map(({ role, content, output }) => ({ role: role ?? 'tool', content: chatContent(content ?? output) }) as Message)
  return { ...body, messages, ...(typeof body.max_output_tokens === 'number' && { max_tokens: body.max_output_tokens }) }
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null

const chatContent = (content: unknown): unknown =>
  Array.isArray(content)
    ? content
        .filter(isObject)
        .map((part) => (part.image_url === undefined ? part : { ...part, image_url: { url: String(part.image_url) } }))
    : content

function usageOf({ tokens, behaviour }: Exchange): Members | null {
  if (behaviour.has('nousage')) return null
  return {
    input_tokens: tokens.prompt,
    input_tokens_details: { cached_tokens: tokens.cached },
    output_tokens: tokens.completion,
    output_tokens_details: { reasoning_tokens: tokens.reasoning },
    total_tokens: tokens.prompt + tokens.completion,
  }
}

const crashed = { status: 'failed', error: { code: 'server_error', message: 'The model crashed at http://10.9.8.7:8000' } }
const failure = `event: response.failed\ndata: ${JSON.stringify({ type: 'response.failed', response: crashed })}\n\n`

/** The same answer as over chat completions, in the shape of OpenAI's Responses: whole or as events. */
export async function answerResponse(exchange: Exchange): Promise<void> {
  const { request, response, behaviour, call } = exchange
  call.status = 200
  call.reported = usageOf(exchange)
  if (request.stream !== true || behaviour.has('json')) {
    await sleep(behaviour.number('slow', 0) * behaviour.number('slow', 0, 1))
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole(exchange)))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  let sent = 0
  let sequence_number = 0
  for (const event of eventsOf(exchange)) {
    if (String(event.type).endsWith('.delta')) {
      if (await failsHere(exchange, sent, failure)) return
      await sleep(behaviour.number('slow', 0))
      if (response.destroyed) return
      sent++
      call.chunks++
    }
    response.write(`event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: sequence_number++ })}\n\n`)
  }
  response.end()
}

/** A conversation made short, as OpenAI says it: what the user said, and an item that nobody but the server reads. */
export function answerCompacted(exchange: Exchange): void {
  const { request, response, call } = exchange
  call.status = 200
  call.reported = usageOf(exchange)
  const said = (request.messages ?? []).filter(({ role }) => role === 'user').map((message) => ({ type: 'message', ...message }))
  const output = [...said, { id: 'cmp_fake_1', type: 'compaction', encrypted_content: 'c2hvcnQ' }]
  const body = { id: 'resp_fake_1', object: 'response.compaction', created_at: 1_700_000_000, output, usage: call.reported }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

interface Told {
  begun: Members
  item: Members
  /** What is between the two. */
  events: Members[]
}

/** Items in order, each with its events. */
function toldOf({ answer }: Exchange): Told[] {
  const { reasoning, pieces, toolCalls } = answer
  const told: Told[] = []
  if (reasoning.length > 0) told.push(thought(reasoning, told.length))
  if (pieces.length > 0) told.push(message(pieces, told.length))
  for (const call of toolCalls) told.push((call.custom ? calledFreely : called)(call, told.length))
  return told
}

function thought(pieces: string[], output_index: number): Told {
  const id = 'rs_fake_1'
  const at = { item_id: id, output_index, summary_index: 0 }
  const part = { type: 'summary_text', text: pieces.join('') }
  const item = { id, type: 'reasoning', summary: [part], encrypted_content: 'c2VhbGVk' }
  const events = [
    { type: 'response.reasoning_summary_part.added', ...at, part: { ...part, text: '' } },
    ...pieces.map((delta) => ({ type: 'response.reasoning_summary_text.delta', ...at, delta })),
    { type: 'response.reasoning_summary_text.done', ...at, text: part.text },
    { type: 'response.reasoning_summary_part.done', ...at, part },
  ]
  return { begun: { ...item, summary: [], encrypted_content: '' }, item, events }
}

function message(pieces: string[], output_index: number): Told {
  const id = 'msg_fake_1'
  const at = { item_id: id, output_index, content_index: 0 }
  const part = { type: 'output_text', text: pieces.join(''), annotations: [], logprobs: [] }
  const item = { id, type: 'message', role: 'assistant', status: 'completed', content: [part] }
  const events = [
    { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
    ...pieces.map((delta) => ({ type: 'response.output_text.delta', ...at, delta, logprobs: [] })),
    { type: 'response.output_text.done', ...at, text: part.text, logprobs: [] },
    { type: 'response.content_part.done', ...at, part },
  ]
  return { begun: { ...item, status: 'in_progress', content: [] }, item, events }
}

type ToolCall = Exchange['answer']['toolCalls'][number]

const whoseOf = ({ id, name, namespace }: ToolCall): Members => ({ call_id: id, name, ...(namespace !== undefined && { namespace }) })

function called(call: ToolCall, output_index: number): Told {
  const { name, arguments: words } = call
  const id = `fc_fake_${output_index}`
  const item = { id, type: 'function_call', status: 'completed', ...whoseOf(call), arguments: words.join('') }
  const at = { item_id: id, output_index }
  const events = [
    ...words.map((delta) => ({ type: 'response.function_call_arguments.delta', ...at, delta })),
    { type: 'response.function_call_arguments.done', ...at, name, arguments: item.arguments },
  ]
  return { begun: { ...item, status: 'in_progress', arguments: '' }, item, events }
}

function calledFreely(call: ToolCall, output_index: number): Told {
  const id = `ctc_fake_${output_index}`
  const item = { id, type: 'custom_tool_call', status: 'completed', ...whoseOf(call), input: call.arguments.join('') }
  const at = { item_id: id, output_index }
  const events = [
    ...call.arguments.map((delta) => ({ type: 'response.custom_tool_call_input.delta', ...at, delta })),
    { type: 'response.custom_tool_call_input.done', ...at, input: item.input },
  ]
  return { begun: { ...item, status: 'in_progress', input: '' }, item, events }
}

const incomplete: Record<string, string> = { length: 'max_output_tokens', content_filter: 'content_filter' }

function whole(exchange: Exchange): Members {
  const reason = incomplete[exchange.answer.finishReason]
  return {
    id: 'resp_fake_1',
    object: 'response',
    created_at: 1_774_332_696,
    model: 'gpt-real-name',
    status: reason ? 'incomplete' : 'completed',
    incomplete_details: reason ? { reason } : null,
    error: null,
    output: toldOf(exchange).map(({ item }) => item),
    store: false,
    usage: usageOf(exchange),
  }
}

function* eventsOf(exchange: Exchange): Generator<Members> {
  const response = whole(exchange)
  const begun = { ...response, status: 'in_progress', incomplete_details: null, output: [], usage: null }
  yield { type: 'response.created', response: begun }
  yield { type: 'response.in_progress', response: begun }
  for (const [output_index, { begun: item, item: done, events }] of toldOf(exchange).entries()) {
    yield { type: 'response.output_item.added', output_index, item }
    yield* events
    yield { type: 'response.output_item.done', output_index, item: done }
  }
  if (exchange.behaviour.has('nofinish')) return
  yield { type: response.status === 'incomplete' ? 'response.incomplete' : 'response.completed', response }
}
