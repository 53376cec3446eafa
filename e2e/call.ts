import { setTimeout as sleep } from 'node:timers/promises'

export interface Call {
  url: string
  secret: string
  model: string
  prompt?: string
  stream?: boolean
  /** Leaves after so many pieces of content; 0 leaves as soon as the headers are there. */
  leaveAfter?: number
  /** Leaves at the finish reason, before the end. */
  leaveAtFinish?: boolean
  signal?: AbortSignal
  /** Told when the head of the answer is there. */
  onHead?(status: number): void
  body?: object
  /** Sent as x-client-request-id, and marked in the prompt for the upstream's log. */
  id?: string
}

export interface Called {
  status: number
  requestId: string | null
  headers: Headers
  text: string
  content: string
  reasoning: string
  pieces: number
  usage: Record<string, unknown> | undefined
  cost: unknown
  /** The error of the body, or of an event inside a stream. */
  error: { message: string; type: string; code: string | null; reason?: string } | undefined
  finishReason: string | null
  done: boolean
}

interface Chunk {
  choices?: {
    delta?: { content?: string | null; reasoning_content?: string }
    message?: { content?: string; reasoning_content?: string }
    finish_reason?: string | null
  }[]
  usage?: Record<string, unknown> | null
  error?: Called['error']
  _cost?: unknown
}

function take(called: Called, chunk: Chunk) {
  const [choice] = chunk.choices ?? []
  const piece = choice?.delta?.content ?? choice?.message?.content ?? ''
  called.content += piece
  const thought = choice?.delta?.reasoning_content ?? choice?.message?.reasoning_content ?? ''
  called.reasoning += thought
  if (piece || thought) called.pieces++
  if (choice?.finish_reason) called.finishReason = choice.finish_reason
  if (chunk.usage) called.usage = chunk.usage
  if (chunk._cost !== undefined) called.cost = chunk._cost
  if (chunk.error) called.error = chunk.error
}

async function readEvents(response: Response, called: Called, call: Call) {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const part of response.body ?? []) {
    rest += decoder.decode(part as Uint8Array, { stream: true })
    const events = rest.split('\n\n')
    rest = events.pop() ?? ''
    for (const event of events) {
      called.text += `${event}\n\n`
      const data = /^data: (.*)$/m.exec(event)?.[1]
      if (data === '[DONE]') called.done = true
      else if (data) take(called, JSON.parse(data))
      const leaves = called.pieces === call.leaveAfter || (call.leaveAtFinish && called.finishReason)
      if (leaves) return // This ends the loop, which cancels the body and closes the connection.
    }
  }
}

/** Makes one chat completion over plain HTTP. It throws only when the connection breaks, never for an answer of the server. */
export async function chat(call: Call): Promise<Called> {
  const abort = new AbortController()
  call.signal?.addEventListener('abort', () => abort.abort())
  const response = await fetch(`${call.url}/v1/chat/completions`, {
    method: 'POST',
    signal: abort.signal,
    headers: {
      authorization: `Bearer ${call.secret}`,
      'content-type': 'application/json',
      ...(call.id && { 'x-client-request-id': call.id }),
    },
    body: JSON.stringify({
      model: call.model,
      messages: [{ role: 'user', content: `${call.prompt ?? 'hello'}${call.id ? ` [[${call.id}]]` : ''}` }],
      ...(call.stream && { stream: true, stream_options: { include_usage: true } }),
      ...call.body,
    }),
  })
  call.onHead?.(response.status)
  const called: Called = {
    status: response.status,
    requestId: response.headers.get('x-request-id'),
    headers: response.headers,
    text: '',
    content: '',
    reasoning: '',
    pieces: 0,
    usage: undefined,
    cost: undefined,
    error: undefined,
    finishReason: null,
    done: false,
  }
  if (call.leaveAfter === 0) {
    abort.abort()
    await sleep(1)
  } else if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    await readEvents(response, called, call)
  } else {
    called.text = await response.text()
    take(called, JSON.parse(called.text))
  }
  return called
}
