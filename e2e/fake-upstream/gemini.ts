import { setTimeout as sleep } from 'node:timers/promises'
import type { Exchange } from './answer.ts'
import type { ChatRequest, Message } from './chat.ts'
import { failsHere } from './fails-here.ts'

type Members = Record<string, unknown>

interface Part {
  text?: string
  thought?: boolean
  inlineData?: { mimeType?: string; data?: string }
}
interface Content {
  role?: string
  parts?: Part[] | null
}

/** `/v1beta/models/plain:generateContent` → the model and whether a stream is asked for. */
export function askedByPath(path: string): { model: string; stream: boolean } | undefined {
  const [, model, verb] = /\/models\/(.+):(generateContent|streamGenerateContent)$/.exec(path) ?? []
  return model === undefined ? undefined : { model: decodeURIComponent(model), stream: verb === 'streamGenerateContent' }
}

/** The same request as over chat completions, as far as the answers depend on it. */
export function chatRequestOf(body: Members, asked: { model: string; stream: boolean }): ChatRequest {
  const { maxOutputTokens, candidateCount } = (body.generationConfig ?? {}) as Members
  const contents = body.contents as Content[]
  const system = body.systemInstruction as Content | undefined
  return {
    ...asked,
    messages: [...(system ? [system] : []), ...contents].map(
      ({ role, parts }): Message => ({ role, content: (Array.isArray(parts) ? parts : []).map(partOf) }),
    ),
    ...(typeof maxOutputTokens === 'number' && { max_tokens: maxOutputTokens }),
    ...(typeof candidateCount === 'number' && { n: candidateCount }),
  }
}

const partOf = ({ text, inlineData }: Part): Members =>
  inlineData
    ? { type: 'image_url', image_url: { url: `data:${inlineData.mimeType};base64,${inlineData.data}` } }
    : { type: 'text', text: text ?? '' }

const finishReasons: Record<string, string> = { stop: 'STOP', tool_calls: 'STOP', length: 'MAX_TOKENS', content_filter: 'SAFETY' }

/** Google leaves out what is zero, and counts thoughts beside the candidates. */
function usageOf({ tokens }: Exchange): Members {
  const { prompt, completion, reasoning, cached } = tokens
  return {
    promptTokenCount: prompt,
    candidatesTokenCount: completion - reasoning,
    totalTokenCount: prompt + completion,
    ...(cached > 0 && { cachedContentTokenCount: cached }),
    ...(reasoning > 0 && { thoughtsTokenCount: reasoning }),
  }
}

const signature = 'c2lnbmVk'

const overloaded = { error: { code: 503, message: 'The model is overloaded at http://10.9.8.7:8000', status: 'UNAVAILABLE' } }
const failure = `data: ${JSON.stringify(overloaded)}\r\n\r\n`

/** The same answer as over chat completions, in Gemini's shape: whole or as events. Calls have no ids, and the first has the signature. */
export async function answerGemini(exchange: Exchange): Promise<void> {
  const { request, response, behaviour, call } = exchange
  call.status = 200
  call.reported = behaviour.has('nousage') ? null : usageOf(exchange)
  const parts = partsOf(exchange)
  if (request.stream !== true || behaviour.has('json')) {
    call.chunks = parts.length
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(eventOf(exchange, joined(parts), true)))
    return
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  const send = (event: Members) => response.write(`data: ${JSON.stringify(event)}\r\n\r\n`)
  for (const [at, part] of parts.entries()) {
    if (await failsHere(exchange, at, failure)) return
    await sleep(behaviour.number('slow', 0))
    if (response.destroyed) return
    send(eventOf(exchange, [part], false))
    call.chunks++
  }
  if (await failsHere(exchange, parts.length, failure)) return
  if (!behaviour.has('nofinish')) send(eventOf(exchange, [{ text: '' }], true))
  response.end()
}

function partsOf({ answer }: Exchange): Members[] {
  const { reasoning, pieces, toolCalls } = answer
  return [
    ...reasoning.map((text) => ({ text, thought: true })),
    ...pieces.map((text) => ({ text })),
    ...toolCalls.map(({ name, arguments: words }, at) => ({
      functionCall: { name, args: JSON.parse(words.join('')) as object },
      ...(at === 0 && { thoughtSignature: signature }),
    })),
  ]
}

/** Texts of one kind are one part where the answer is whole. */
function joined(parts: Members[]): Members[] {
  const whole: Members[] = []
  for (const part of parts) {
    const last = whole.at(-1)
    if (part.text !== undefined && last?.text !== undefined && last.thought === part.thought) last.text = `${last.text}${part.text}`
    else whole.push({ ...part })
  }
  return whole
}

function eventOf(exchange: Exchange, parts: Members[], last: boolean): Members {
  const { answer, behaviour } = exchange
  const finishReason = last ? { finishReason: finishReasons[answer.finishReason] } : {}
  return {
    candidates: [{ content: { parts, role: 'model' }, ...finishReason, index: 0 }],
    ...(!behaviour.has('nousage') && { usageMetadata: usageOf(exchange) }),
    modelVersion: 'gemini-real-name',
    responseId: 'gemini_fake_1',
  }
}
