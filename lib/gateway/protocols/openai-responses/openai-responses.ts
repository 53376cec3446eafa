import { rewritten } from '@/lib/json-edit'
import { isCount } from '../is-count'
import type { UpstreamProtocol } from '../protocol'
import { readModels } from '../read-models'
import { ResponseReader } from './event-reader'
import { readResponse } from './read-response'
import { compactedBody, countedBody, requestBody } from './request-body'
import { untoldItem } from './untold'

/** OpenAI's Responses. Nothing is stored there: what a caller may ask for again is stored here. */
export const openaiResponses: UpstreamProtocol = {
  request(asked, target) {
    const accept = asked.stream ? 'text/event-stream' : 'application/json'
    return {
      path: asked.compacts ? '/responses/compact' : '/responses',
      headers: headersOf(accept, target.apiKey),
      body: rewritten(asked.compacts ? compactedBody(asked, target) : requestBody(asked, target), asked.original),
    }
  },
  countInput: {
    request: (asked, target) => ({
      path: '/responses/input_tokens',
      headers: headersOf('application/json', target.apiKey),
      body: JSON.stringify(countedBody(asked, target)),
    }),
    read(json) {
      const count = (json as { input_tokens?: unknown } | null)?.input_tokens
      return isCount(count) ? count : undefined
    },
  },
  untold: untoldItem,
  asks({ ceiling }, params) {
    const own = params?.max_output_tokens
    return { ceiling: typeof own === 'number' && own > 0 ? own : ceiling, answers: 1 }
  },
  reader: () => new ResponseReader(),
  readAnswer: readResponse,
  listModels: { path: '/models', headers: authorization, read: readModels },
}

function headersOf(accept: string, apiKey: string | null): Record<string, string> {
  return { 'content-type': 'application/json', accept, 'accept-encoding': 'identity', ...authorization(apiKey) }
}

function authorization(apiKey: string | null): Record<string, string> {
  return apiKey ? { authorization: `Bearer ${apiKey}` } : {}
}
