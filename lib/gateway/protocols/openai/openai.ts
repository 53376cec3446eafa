import type { ChatBody } from '../../call/chat-body'
import { spellCeiling } from '../../measure/ceiling'
import type { RequestTarget, UpstreamProtocol } from '../upstream-protocol'

/** Every server that speaks OpenAI's chat completions; members that we do not know go through as they are. */
export const openai: UpstreamProtocol = {
  chatRequest(body, target) {
    return {
      path: '/chat/completions',
      headers: { 'content-type': 'application/json', accept: accepts(body), ...unpacked, ...authorization(target.apiKey) },
      body: JSON.stringify(upstreamBody(body, target)),
    }
  },
  listModels: { path: '/models', headers: authorization, read: readModels },
}

/** The target's members win, since they make the model what its name promises; usage is always asked for. */
function upstreamBody(body: ChatBody, { upstreamModel, params, ceiling, unasked }: RequestTarget): ChatBody {
  const merged: ChatBody = { ...body }
  for (const [name, value] of Object.entries(params ?? {})) {
    const own = body[name]
    merged[name] = isPlain(value) && isPlain(own) ? { ...own, ...value } : value
  }
  merged.model = upstreamModel
  merged.messages = body.messages
  spellCeiling(merged, ceiling, unasked)
  if (body.stream) merged.stream_options = { ...body.stream_options, include_usage: true }
  else delete merged.stream_options
  return merged
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function authorization(apiKey: string | null): Record<string, string> {
  return apiKey ? { authorization: `Bearer ${apiKey}` } : {}
}

/** Unpacking a stream takes megabytes of memory (brotli: up to 16 for each) where the network between us is fast. */
const unpacked = { 'accept-encoding': 'identity' }

const accepts = (body: ChatBody) => (body.stream ? 'text/event-stream' : 'application/json')

/** `{data: [{id}]}`, or a bare list of objects or names. */
export function readModels(json: unknown): { id: string }[] {
  const list = Array.isArray(json) ? json : (json as { data?: unknown } | null)?.data
  if (!Array.isArray(list)) return []
  return list
    .map((row: unknown) => (typeof row === 'string' ? row : (row as { id?: unknown } | null)?.id))
    .filter((id): id is string => typeof id === 'string' && id !== '')
    .map((id) => ({ id }))
}
