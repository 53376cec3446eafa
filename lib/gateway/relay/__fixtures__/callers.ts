type Members = Record<string, unknown>

/** What a client finds in an answer: its text, the code of an error before or inside it, and whether it came to its end. */
interface Heard {
  content: string
  code: string | undefined
  done: boolean
}

interface Caller {
  /** The upstream's protocol that is its own. */
  speaks: 'openai' | 'openai-responses' | 'anthropic' | 'gemini'
  path(model: string, stream: boolean): string
  ask(model: string, prompt: string, stream: boolean): object
  heard(text: string, stream: boolean): Heard
}
export type Upstream = Caller['speaks']

interface Chunk {
  error?: { code?: string }
  choices?: { delta?: { content?: string }; message?: { content?: string } }[]
}
interface Event {
  type?: string
  error?: { code?: string }
  delta?: { text?: string }
  content?: { text?: string }[]
}
interface ResponseEvent {
  type?: string
  status?: string
  error?: { code?: string } | null
  delta?: string
  response?: { error?: { code?: string } | null }
  output?: { content?: { text?: string }[] }[]
}
interface Candidates {
  error?: { details?: { reason?: string }[] }
  candidates?: { content?: { parts?: { text?: string }[] }; finishReason?: string }[]
}

/** The objects of a stream, or the one of a whole answer or of a refusal. */
function objectsIn<T>(text: string, stream: boolean): T[] {
  const events = stream ? [...text.matchAll(/^data: (\{.*)$/gm)].map(([, json]) => json ?? '') : []
  return (events.length > 0 ? events : [text]).map((json) => JSON.parse(json) as T)
}

const chat: Caller = {
  speaks: 'openai',
  path: () => '/v1/chat/completions',
  ask: (model, prompt, stream) => ({ model, stream, messages: [{ role: 'user', content: prompt }] }),
  heard(text, stream) {
    const chunks = objectsIn<Chunk>(text, stream)
    const code = chunks.find(({ error }) => error)?.error?.code
    return {
      content: chunks.map(({ choices }) => choices?.[0]?.delta?.content ?? choices?.[0]?.message?.content ?? '').join(''),
      code,
      done: stream ? text.endsWith('data: [DONE]\n\n') : code === undefined,
    }
  },
}

const messages: Caller = {
  speaks: 'anthropic',
  path: () => '/v1/messages',
  ask: (model, prompt, stream) => ({ model, stream, max_tokens: 1000, messages: [{ role: 'user', content: prompt }] }),
  heard(text, stream) {
    const events = objectsIn<Event>(text, stream)
    return {
      content: events.map(({ delta, content }) => delta?.text ?? content?.map((block) => block.text ?? '').join('') ?? '').join(''),
      code: events.find(({ error }) => error)?.error?.code,
      done: events.at(-1)?.type === (stream ? 'message_stop' : 'message'),
    }
  },
}

const responses: Caller = {
  speaks: 'openai-responses',
  path: () => '/v1/responses',
  ask: (model, prompt, stream) => ({ model, stream, store: false, input: prompt }),
  heard(text, stream) {
    const events = objectsIn<ResponseEvent & Members>(text, stream)
    const last = events.at(-1)
    const told = (event: ResponseEvent) =>
      event.type === 'response.output_text.delta'
        ? event.delta
        : event.output?.flatMap(({ content }) => content ?? []).map((part) => part.text)
    return {
      content: events.flatMap((event) => told(event) ?? '').join(''),
      code: events.map(({ error, response }) => error?.code ?? response?.error?.code).find(Boolean),
      done: stream ? last?.type === 'response.completed' : last?.status === 'completed',
    }
  },
}

const gemini: Caller = {
  speaks: 'gemini',
  path: (model, stream) => `/v1beta/models/${model}:${stream ? 'streamGenerateContent?alt=sse' : 'generateContent'}`,
  ask: (_, prompt) => ({ contents: [{ role: 'user', parts: [{ text: prompt }] }] }),
  heard(text, stream) {
    const events = objectsIn<Candidates>(text, stream)
    const reason = events.find(({ error }) => error)?.error?.details?.[0]?.reason
    return {
      content: events.flatMap(({ candidates }) => candidates?.[0]?.content?.parts?.map((part) => part.text) ?? []).join(''),
      code: reason?.toLowerCase(),
      done: events.at(-1)?.candidates?.[0]?.finishReason === 'STOP',
    }
  },
}

/** Callers of the four protocols: how each asks, and what it hears. */
export const callers = { chat, messages, responses, gemini }
export type Family = keyof typeof callers
