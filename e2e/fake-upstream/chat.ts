import { createHash } from 'node:crypto'
import { agentTurn, firstToolOf } from './agent.ts'
import { type Behaviour, pieceOf, textOf } from './behaviour.ts'

export interface Message {
  role?: string
  content?: unknown
}
export interface ChatRequest {
  model: string
  stream?: boolean
  n?: number
  messages?: Message[]
  stream_options?: { include_usage?: boolean }
  [member: string]: unknown
}

/** A text completion is answered as a chat with one message; its answer says the same as text. */
export function asChat(body: ChatRequest): ChatRequest {
  if (body.prompt === undefined) return body
  const prompts = Array.isArray(body.prompt) && !body.prompt.every((item) => typeof item === 'number') ? body.prompt : [body.prompt]
  return { ...body, n: prompts.length * (body.n ?? 1), messages: [{ role: 'user', content: prompts.map(String).join('') }] }
}

/** The parts of the answer, before it is decided whether it goes out as a stream or whole. */
export interface Answer {
  reasoning: string[]
  pieces: string[]
  /** A custom call has its whole input, not JSON, for arguments; only the Responses protocol knows it. */
  toolCalls: { id: string; name: string; arguments: string[]; custom?: boolean; namespace?: string }[]
  finishReason: string
}

interface Part {
  type?: string
  text?: string
  image_url?: { url?: string }
  /** Anthropic's. */
  source?: { media_type?: string; data?: string }
}
const partsOf = (message: Message): Part[] => (Array.isArray(message.content) ? (message.content as Part[]) : [])

function textOfMessage(message: Message | undefined): string {
  if (typeof message?.content === 'string') return message.content
  return message
    ? partsOf(message)
        .map((part) => part.text ?? '')
        .join('')
    : ''
}

/** Describes what arrived, so that a test sees that an image went through unchanged. */
function describeImages(messages: Message[]): string {
  const images = messages
    .flatMap(partsOf)
    .flatMap(({ image_url, source }) => image_url?.url ?? (source ? `data:${source.media_type};base64,${source.data}` : []))
  return images
    .map((url) => {
      const [head = '', data = ''] = url.split(',', 2)
      const bytes = Buffer.from(data, 'base64')
      return `${head} ${bytes.length} bytes sha256 ${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`
    })
    .join('; ')
}

/** How many answers the request gets: the number that it asks for, or that the name says. */
export const answersTo = ({ n }: ChatRequest, behaviour: Behaviour): number => behaviour.number('answers', n ?? 1)

const ceilings = ['max_tokens', 'max_completion_tokens']

/** The ceiling that the request names, whether it is kept to or not. */
export function askedOf(request: ChatRequest): number | null {
  const given = ceilings.map((name) => request[name]).filter((value) => typeof value === 'number')
  return given.length === 0 ? null : Math.min(...given)
}

/** How many tokens the request lets an answer have. Real servers know one name or the other, none, or a third that beats both. */
function ceilingOf(request: ChatRequest, behaviour: Behaviour): number {
  if (behaviour.has('ignores')) return Number.POSITIVE_INFINITY
  if (behaviour.has('npredict') && typeof request.n_predict === 'number') return request.n_predict
  const names = behaviour.has('oldname') ? ['max_tokens'] : behaviour.has('newname') ? ['max_completion_tokens'] : ceilings
  const given = names.map((name) => request[name]).filter((value) => typeof value === 'number')
  return given.length === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.min(...given)) // 0 still yields one token, as with llama.cpp.
}

export function answerTo(request: ChatRequest, behaviour: Behaviour, body: string): Answer {
  const answer = wholeAnswerTo(request, behaviour, body)
  const most = ceilingOf(request, behaviour)
  const reasoning = answer.reasoning.slice(0, most)
  const pieces = answer.pieces.slice(0, most - reasoning.length)
  const cut = reasoning.length + pieces.length < answer.reasoning.length + answer.pieces.length
  return cut ? { ...answer, reasoning, pieces, finishReason: 'length' } : answer
}

/** Pieces of one token each, or of so many KiB each. */
function piecesOf(count: number, behaviour: Behaviour): string[] {
  const unicode = behaviour.has('unicode')
  if (!behaviour.has('big')) return Array.from({ length: count }, (_, i) => pieceOf(i, unicode))
  const text = textOf(8192, unicode)
  const size = behaviour.number('big', 32) * 1024
  return Array<string>(count).fill(text.repeat(Math.ceil(size / text.length)).slice(0, size))
}

function wholeAnswerTo(request: ChatRequest, behaviour: Behaviour, body: string): Answer {
  const messages = request.messages ?? []
  const turn = behaviour.has('agent') ? agentTurn(JSON.parse(body), behaviour.number('agent', 3)) : undefined
  const count = behaviour.number('slow', behaviour.number('out', 8), behaviour.has('slow') ? 1 : 0)
  const pieces = behaviour.has('echobody')
    ? [body]
    : behaviour.has('echo')
      ? textOfMessage(messages.at(-1)).split(/(?<= )/)
      : behaviour.has('vision')
        ? describeImages(messages).split(/(?<= )/)
        : piecesOf(count, behaviour)
  const thinking = behaviour.has('thinking') || request.model.includes('reasoner')
  const given = behaviour.has('firsttool')
    ? [{ id: 'call_fake_0', name: firstToolOf(JSON.parse(body)), arguments: textOfMessage(messages.at(-1)).split(/(?<= )/) }]
    : behaviour.has('tools')
      ? Array.from({ length: behaviour.number('tools', 1) }, (_, i) => ({
          id: `call_fake_${i}`,
          name: 'get_weather',
          arguments: behaviour.has('arguments')
            ? ['{"text":"', ...piecesOf(behaviour.number('arguments', 8), behaviour), '"}']
            : ['{"city":', '"Shang', 'hai","day":', `${i}}`],
        }))
      : []
  const tools = turn?.toolCalls ?? given
  return {
    reasoning: thinking ? Array.from({ length: behaviour.number('thinking', 4) }, (_, i) => pieceOf(i + 3)) : [],
    pieces: turn?.pieces ?? (tools.length > 0 ? [] : pieces),
    toolCalls: tools,
    finishReason: behaviour.has('filterfinish')
      ? 'content_filter'
      : behaviour.has('length')
        ? 'length'
        : tools.length > 0
          ? 'tool_calls'
          : 'stop',
  }
}

/** Tokens as this upstream counts them: one a piece out, one per four characters in. */
export function tokensOf(request: ChatRequest, answer: Answer, behaviour: Behaviour) {
  const text = (request.messages ?? []).map(textOfMessage).join('')
  const tools = answer.toolCalls.reduce((sum, call) => sum + call.arguments.length, 0)
  const hidden = behaviour.number('hidden', 0)
  return {
    prompt: behaviour.number('in', Math.ceil(text.length / 4) + 3),
    reasoning: answer.reasoning.length + hidden,
    completion: behaviour.number('reported', answer.pieces.length + answer.reasoning.length + hidden + tools),
    cached: behaviour.number('cached', 0),
  }
}
export type Tokens = ReturnType<typeof tokensOf>

/** The usage object, correct or wrong as the name asks. */
export function usageOf(tokens: Tokens, behaviour: Behaviour): Record<string, unknown> | null {
  const usage: Record<string, unknown> = {
    prompt_tokens: tokens.prompt,
    completion_tokens: tokens.completion,
    total_tokens: tokens.prompt + tokens.completion,
    prompt_tokens_details: tokens.cached > 0 ? { cached_tokens: tokens.cached } : null,
    completion_tokens_details: tokens.reasoning > 0 ? { reasoning_tokens: tokens.reasoning } : null,
  }
  switch (behaviour.has('nousage') ? 'none' : behaviour.argument('usage')) {
    case 'none':
      return null
    case 'negative':
      return { ...usage, completion_tokens: -5 }
    case 'huge':
      return { ...usage, completion_tokens: 9_000_000_000_000 }
    case 'float':
      return { ...usage, completion_tokens: 3.7 }
    case 'string':
      return { ...usage, prompt_tokens: String(tokens.prompt), completion_tokens: String(tokens.completion) }
    case 'zero':
      return { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 }
    case 'zeroout':
      return { ...usage, completion_tokens: 0, total_tokens: tokens.prompt }
    case 'zeroin':
      return { ...usage, prompt_tokens: 0 }
    case 'one':
      return { ...usage, completion_tokens: 1 }
    case 'missing':
      return { total_tokens: tokens.prompt + tokens.completion }
    case 'list':
      return { ...usage, completion_tokens: [tokens.completion] }
    case 'overcached':
      return { ...usage, prompt_tokens_details: { cached_tokens: tokens.prompt * 10 } }
    default:
      return usage
  }
}
