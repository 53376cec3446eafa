import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from './answer.ts'
import { failsHere } from './fails-here.ts'

type Members = Record<string, unknown>

const stopReasons: Record<string, string> = { stop: 'end_turn', length: 'max_tokens', tool_calls: 'tool_use', content_filter: 'refusal' }

/** Anthropic leaves what was cached out of the input. */
function usageOf({ tokens, behaviour }: Exchange): Members {
  const written = behaviour.number('written', 0)
  return {
    input_tokens: tokens.prompt - tokens.cached - written,
    cache_read_input_tokens: tokens.cached,
    cache_creation_input_tokens: written,
    output_tokens: tokens.completion,
  }
}

const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded at http://10.9.8.7:8000' } }
const failure = `event: error\ndata: ${JSON.stringify(overloaded)}\n\n`

/** The same answer as over chat completions, in the shape of Anthropic's Messages: whole or as events. */
export async function answerMessage(exchange: Exchange): Promise<void> {
  const { request, response, behaviour, call } = exchange
  call.status = 200
  call.reported = usageOf(exchange)
  if (request.stream !== true || behaviour.has('json')) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole(exchange)))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
  let sent = 0
  for (const event of eventsOf(exchange)) {
    if (event.type === 'content_block_delta') {
      if (await failsHere(exchange, sent, failure)) return
      await sleep(behaviour.number('slow', 0))
      if (response.destroyed) return
      sent++
      call.chunks++
    }
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
  }
  response.end()
}

function blocksOf({ answer }: Exchange): { block: Members; begin: Members; deltas: Members[] }[] {
  const { reasoning, pieces, toolCalls } = answer
  const thinking = { type: 'thinking', thinking: reasoning.join(''), signature: 'c2lnbmVk' }
  const thoughts = reasoning.map((piece) => ({ type: 'thinking_delta', thinking: piece }))
  const signature = { type: 'signature_delta', signature: 'c2lnbmVk' }
  const said = pieces.map((piece) => ({ type: 'text_delta', text: piece }))
  const called = toolCalls.map(({ id, name, arguments: words }) => ({
    block: { type: 'tool_use', id, name, input: JSON.parse(words.join('')) as object },
    begin: { type: 'tool_use', id, name, input: {} },
    deltas: ['', ...words].map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
  }))
  return [
    ...(reasoning.length > 0
      ? [{ block: thinking, begin: { type: 'thinking', thinking: '', signature: '' }, deltas: [...thoughts, signature] }]
      : []),
    ...(pieces.length > 0 ? [{ block: { type: 'text', text: pieces.join('') }, begin: { type: 'text', text: '' }, deltas: said }] : []),
    ...called,
  ]
}

const head = { id: 'msg_fake_1', type: 'message', role: 'assistant', model: 'claude-real-name' }

function whole(exchange: Exchange): Members {
  const { answer, behaviour } = exchange
  const usage = behaviour.has('nousage') ? {} : { usage: usageOf(exchange) }
  const content = blocksOf(exchange).map(({ block }) => block)
  return { ...head, content, stop_reason: stopReasons[answer.finishReason], stop_sequence: null, ...usage }
}

function* eventsOf(exchange: Exchange): Generator<Members> {
  const { answer, behaviour } = exchange
  const { output_tokens, ...input } = usageOf(exchange)
  yield {
    type: 'message_start',
    message: { ...head, content: [], stop_reason: null, stop_sequence: null, usage: { ...input, output_tokens: 1 } },
  }
  yield { type: 'ping' }
  for (const [index, { begin, deltas }] of blocksOf(exchange).entries()) {
    yield { type: 'content_block_start', index, content_block: begin }
    for (const delta of deltas) yield { type: 'content_block_delta', index, delta }
    yield { type: 'content_block_stop', index }
  }
  if (behaviour.has('nofinish')) return
  const delta = { stop_reason: stopReasons[answer.finishReason], stop_sequence: null }
  yield { type: 'message_delta', delta, usage: behaviour.has('nousage') ? {} : { output_tokens } }
  yield { type: 'message_stop' }
}
