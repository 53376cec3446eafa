import type { GenerationRequest } from '../../generation/request'
import type { RequestTarget, UpstreamProtocol } from '../protocol'
import { readModels } from '../read-models'
import { MessageReader } from './message-reader'
import { messagesOf, untold } from './messages-of'
import { readMessage } from './read-message'

/** Anthropic's Messages. */
export const anthropic: UpstreamProtocol = {
  request(asked, target) {
    const accept = asked.stream ? 'text/event-stream' : 'application/json'
    return {
      path: '/messages',
      headers: { 'content-type': 'application/json', accept, 'accept-encoding': 'identity', ...credentials(target.apiKey) },
      body: JSON.stringify(upstreamBody(asked, target)),
    }
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
  const body = asked.own?.protocol === 'anthropic' ? asked.own.body : messagesOf(asked)
  const { max_tokens: one, max_completion_tokens: other } = asked.prompt
  const max_tokens = asked.ceiling ?? one ?? other ?? longest()
  return { ...body, max_tokens, ...params, model: upstreamModel, messages: body.messages }
}

const version = '2023-06-01'

function credentials(apiKey: string | null): Record<string, string> {
  return { 'anthropic-version': version, ...(apiKey ? { 'x-api-key': apiKey } : {}) }
}
