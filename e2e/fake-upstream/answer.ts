import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { Behaviour } from './behaviour.ts'
import { type Answer, answersTo, type ChatRequest, type Tokens, usageOf } from './chat.ts'
import type { CallLog, LoggedCall } from './log.ts'
import { scriptOf } from './script.ts'
import { encodingOf, wireTo } from './wire.ts'

export interface Exchange {
  request: ChatRequest
  response: ServerResponse
  answer: Answer
  tokens: Tokens
  behaviour: Behaviour
  call: LoggedCall
  log: CallLog
}

const packers = { gzip: gzipSync, deflate: deflateSync, br: brotliCompressSync }

function completion({ request, answer, tokens, behaviour }: Exchange) {
  const message = {
    content: answer.toolCalls.length > 0 ? null : answer.pieces.join(''),
    role: 'assistant',
    tool_calls:
      answer.toolCalls.length > 0
        ? answer.toolCalls.map((c) => ({ id: c.id, type: 'function', function: { name: c.name, arguments: c.arguments.join('') } }))
        : null,
    function_call: null,
    ...(answer.reasoning.length > 0 && { reasoning_content: answer.reasoning.join('') }),
  }
  const usage = usageOf(tokens, behaviour)
  const text = request.prompt !== undefined
  return {
    id: 'chatcmpl-fake-1',
    created: 1_774_332_696,
    model: 'deepseek',
    object: text ? 'text_completion' : 'chat.completion',
    system_fingerprint: null,
    choices: Array.from({ length: answersTo(request, behaviour) }, (_, index) => ({
      finish_reason: answer.finishReason,
      index,
      ...(text ? { text: message.content, logprobs: null } : { message }),
      provider_specific_fields: { stop_reason: null, token_ids: null },
    })),
    ...(usage && { usage }),
    service_tier: null,
    prompt_logprobs: null,
  }
}

/** The whole answer as one JSON object. */
export async function answerWhole(exchange: Exchange): Promise<void> {
  const { response, behaviour, call } = exchange
  await sleep(behaviour.number('slow', 0) * behaviour.number('slow', 0, 1))
  if (response.destroyed) return
  const body: Record<string, unknown> = completion(exchange)
  if (behaviour.has('huge')) body.padding = 'x'.repeat(behaviour.number('huge', 33) << 20)
  const text = Buffer.from(JSON.stringify(body))
  const encoding = encodingOf(behaviour) as keyof typeof packers | undefined
  const bytes = encoding ? packers[encoding](text) : text
  call.chunks = exchange.answer.pieces.length + exchange.answer.reasoning.length
  call.reported = (body.usage as Record<string, unknown> | undefined) ?? null
  call.status = 200
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': bytes.length + behaviour.number('short', 0),
    ...(encoding && { 'content-encoding': encoding }),
  })
  const failing = ['cut', 'reset', 'half'].find((word) => behaviour.has(word)) ?? (behaviour.has('short') ? 'cut' : undefined)
  if (!failing) {
    response.end(bytes)
    return
  }
  response.write(bytes.subarray(0, Math.floor(bytes.length / 2)))
  await sleep(50)
  exchange.log.close(call, 'failed')
  if (failing === 'reset') response.socket?.resetAndDestroy()
  else response.socket?.destroy()
}

/** The answer as server-sent events, following the script that the model's name stands for. */
export async function answerStreamed(exchange: Exchange): Promise<void> {
  const { request, response, answer, tokens, behaviour, call, log } = exchange
  const encoding = encodingOf(behaviour)
  if (behaviour.has('close')) response.useChunkedEncodingByDefault = false
  call.status = 200
  response.writeHead(200, {
    'content-type': behaviour.has('plaintype') ? 'text/plain' : 'text/event-stream; charset=utf-8',
    ...(encoding && { 'content-encoding': encoding }),
    ...(behaviour.has('close') && { connection: 'close' }),
  })
  response.flushHeaders()
  log.at('headers', call)
  if (behaviour.has('nothing')) {
    log.close(call, 'failed')
    return void response.end()
  }
  const wire = wireTo(response, behaviour)
  for (const step of scriptOf(request, answer, tokens, behaviour)) {
    if (response.destroyed) return
    if (step.do === 'wait') {
      if (step.ms > 0) await sleep(step.ms)
    } else if (step.do === 'raw') await wire.raw(step.bytes)
    else if (step.do === 'event') {
      await wire.event(step.data)
      if (step.data.includes('"usage":{')) call.reported = JSON.parse(step.data).usage
      if (step.content && !response.destroyed) {
        call.chunks++
        log.at('chunk', call)
        if (call.chunks === answer.pieces.length + answer.reasoning.length) log.at('content', call)
      }
    } else if (step.do === 'end') return wire.end()
    else if (step.do === 'cut') {
      log.close(call, 'failed')
      return wire.end()
    } else if (step.do === 'reset') {
      log.close(call, 'failed')
      await sleep(50) // Without the pause the reset overtakes what was written.
      return void response.socket?.resetAndDestroy()
    } else if (step.do === 'endless') {
      await wire.raw('data: {"id":"chatcmpl-1","choices":[{"index":0,"delta":{"content":"')
      while (!response.destroyed) await wire.raw('x'.repeat(65_536))
      return
    } else return // It stalls: nothing more comes and the connection stays.
  }
}
