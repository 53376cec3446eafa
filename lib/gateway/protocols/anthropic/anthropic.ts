import { rewritten } from '@/lib/json-edit'
import type { GenerationRequest } from '../../generation/request'
import { isCount } from '../is-count'
import type { RequestTarget, UpstreamProtocol } from '../protocol'
import { readModels } from '../read-models'
import { MessageReader } from './message-reader'
import { messagesOf } from './messages-of'
import { provenMessages } from './proven-messages'
import { readMessage } from './read-message'
import { untold } from './untold'

/** Anthropic's Messages. */
export const anthropic: UpstreamProtocol = {
  request: (asked, target) => ({
    path: '/messages',
    headers: { accept: asked.stream ? 'text/event-stream' : 'application/json', ...headersOf(asked, target) },
    body: rewritten(upstreamBody(asked, target), asked.original),
  }),
  countInput: {
    request: (asked, target) => ({
      path: '/messages/count_tokens',
      headers: { accept: 'application/json', ...headersOf(asked, target) },
      body: JSON.stringify(countedBody(asked, target)),
    }),
    read(json) {
      const count = (json as { input_tokens?: unknown } | null)?.input_tokens
      return isCount(count) ? count : undefined
    },
  },
  // Its clients write the address without the version, its own documents with it.
  prefix: (path) => (path.endsWith('/v1') ? path : `${path}/v1`),
  untold,
  asks({ ceiling }, params) {
    const own = params?.max_tokens
    return { ceiling: typeof own === 'number' && own > 0 ? own : ceiling, answers: 1 }
  },
  reader: () => new MessageReader(),
  readAnswer: readMessage,
  // It lists twenty unless asked for more.
  listModels: { path: '/models?limit=1000', headers: credentials, read: readModels },
}

/**
 * The target's members win. Every request needs a ceiling, so the longest answer that is held for is named where the caller named none; a 0
 * goes on, for the upstream to judge.
 */
function upstreamBody(asked: GenerationRequest, { upstreamModel, params, longest }: RequestTarget): Record<string, unknown> {
  const { max_tokens: one, max_completion_tokens: other } = asked.prompt
  const max_tokens = asked.ceiling ?? one ?? other ?? longest()
  const body = isOwn(asked) ? ownBody(asked) : messagesOf(asked, max_tokens as number)
  return { ...body, max_tokens, ...params, model: upstreamModel, messages: body.messages }
}

/** Members about the answer or about who asks, which a request to count input may not have. */
const notCounted = ['max_tokens', 'stream', 'metadata', 'stop_sequences', 'temperature', 'top_p', 'top_k', 'service_tier']

function countedBody(asked: GenerationRequest, { upstreamModel, params }: Pick<RequestTarget, 'upstreamModel' | 'params'>) {
  const body = isOwn(asked) ? ownBody(asked) : messagesOf(asked, Number.POSITIVE_INFINITY)
  const counted: Record<string, unknown> = { ...body, ...params, model: upstreamModel, messages: body.messages }
  for (const name of notCounted) delete counted[name]
  return counted
}

type Own = GenerationRequest & { own: NonNullable<GenerationRequest['own']> }

/** Whether the request came in Anthropic's own shape, which goes on as it is. */
const isOwn = (asked: GenerationRequest): asked is Own => asked.own?.protocol === 'anthropic' && !asked.own.mixed

const ownBody = ({ own: { body } }: Own): Record<string, unknown> => ({ ...body, messages: provenMessages(body.messages) })

/** Where the caller names none. */
const version = '2023-06-01'

function credentials(apiKey: string | null): Record<string, string> {
  return { 'anthropic-version': version, ...(apiKey ? { 'x-api-key': apiKey } : {}) }
}

const headersOf = (asked: GenerationRequest, { apiKey }: Pick<RequestTarget, 'apiKey'>) => ({
  'content-type': 'application/json',
  'accept-encoding': 'identity',
  ...credentials(apiKey),
  ...(isOwn(asked) && asked.headers),
})
