import 'server-only'
import type { ChatBody } from '../call/chat-body'
import type { Candidate } from '../choose/choose-targets'
import { unaskedCeiling } from '../measure/ceiling'
import { inputTokensOf, type RequestSize } from '../measure/estimate'
import { inTurn, largeFrom, type Weight } from '../parse/large-bodies'
import { protocols } from '../protocols'
import { readError } from '../protocols/openai/error-event'
import type { UpstreamRequest } from '../protocols/upstream-protocol'
import type { UpstreamResponse } from '../protocols/upstream-response'
import { readAll } from '../relay/read-answer'
import { type Connection, connectionTo } from './connection'
import { decoded } from './decompress'
import { type Failure, failureOfError, failureOfStatus, retryAfterOf, type UpstreamWords } from './failure'

const errorBodyBytes = 65_536
const errorBodyMs = 5000

export interface Asking {
  body: ChatBody
  weight: Weight
  /** Undefined where nothing is held for it. */
  size?: RequestSize
}

/** Sends the request to one target, up to the response's headers. Redirects are never followed. */
export async function attempt(
  { model, target }: Candidate,
  { body, size, weight }: Asking,
  signal: AbortSignal,
): Promise<{ ok: true; response: UpstreamResponse } | Failure> {
  const { upstream, upstreamModel, params } = target
  const protocol = protocols[upstream.protocol]
  if (!protocol) return { ok: false, kind: 'credentials', reason: 'protocol', status: null, message: `${upstream.protocol} is not served` }
  const unasked = size ? unaskedCeiling(model, inputTokensOf(size, model), upstream.ceiling) : null
  const to = { upstreamModel, apiKey: upstream.apiKey, params, ceiling: upstream.ceiling, unasked }
  try {
    if (protocol.answer) return { ok: true, response: protocol.answer(body, to, signal) }
    const connection = connectionTo(upstream)
    const { firstByte, answer } = upstream.timeouts
    const timeoutMs = Math.round((body.stream ? firstByte : answer) * 1000)
    const request = await encoded(await inTurn(weight, () => protocol.chatRequest(body, to)), weight)
    const { statusCode, headers, body: received } = await post(connection, request, timeoutMs, signal)
    const response = decoded({ status: statusCode, headers, body: received })
    if (statusCode >= 200 && statusCode < 300) return { ok: true, response }
    return failureOfStatus(statusCode, await wordsOf(response, signal), retryAfterOf(headers['retry-after']))
  } catch (error) {
    return failureOfError(error, signal.aborted)
  }
}

/** A large body in bytes already, which else would be made where nobody can wait for a turn. */
function encoded(request: UpstreamRequest, weight: Weight): UpstreamRequest | Promise<UpstreamRequest> {
  const { body } = request
  if (weight.bytes < largeFrom || typeof body !== 'string') return request
  return inTurn(weight, () => ({ ...request, body: Buffer.from(body) }))
}

/** Ends with the caller until the headers are there; afterwards whoever reads the body decides, since a caller may leave before a report. */
async function post({ pool, prefix, query }: Connection, request: UpstreamRequest, headersTimeout: number, caller: AbortSignal) {
  const sending = new AbortController()
  const leave = () => sending.abort()
  caller.addEventListener('abort', leave)
  if (caller.aborted) leave()
  try {
    const { path, headers, body } = request
    return await pool.request({ method: 'POST', path: prefix + path + query, headers, body, signal: sending.signal, headersTimeout })
  } finally {
    caller.removeEventListener('abort', leave)
  }
}

async function wordsOf({ body }: UpstreamResponse, signal: AbortSignal): Promise<UpstreamWords> {
  const bytes = await readAll(body, { limit: errorBodyBytes, timeoutMs: errorBodyMs, signal })
  if (typeof bytes === 'string') return {}
  const text = bytes.toString()
  try {
    const json = JSON.parse(text) as Record<string, unknown> | null
    const error = json?.error ?? json?.detail ?? json
    const { param } = (typeof error === 'object' && error !== null ? error : {}) as { param?: unknown }
    const { message, type, code } = readError(error)
    return { message, type, code, ...(typeof param === 'string' ? { param } : {}) }
  } catch {
    return { message: text }
  }
}
