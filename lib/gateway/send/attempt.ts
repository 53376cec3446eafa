import 'server-only'
import type { Signal } from '@/lib/signal'
import { mostAt, unaskedCeiling } from '../admit/most'
import type { UpstreamError } from '../generation/part'
import type { GenerationRequest } from '../generation/request'
import { inputTokensOf, type RequestSize } from '../measure/estimate'
import { inTurn, largeFrom, type Weight } from '../parse/large-bodies'
import { protocols } from '../protocols'
import type { RequestTarget, UpstreamRequest } from '../protocols/protocol'
import { readError } from '../protocols/read-error'
import { readAll, type UpstreamResponse } from '../protocols/upstream-response'
import type { Candidate } from '../targets/candidate'
import { type Connection, connectionTo } from './connection'
import { decoded } from './decompress'
import { type Failure, failureOfError, failureOfStatus, retryAfterOf } from './failure'

const errorBodyBytes = 65_536
const errorBodyMs = 5000

export interface Asking {
  request: GenerationRequest
  weight: Weight
  /** Undefined where nothing is held for the call. */
  size?: RequestSize
}

/** Sends the request to one target, up to the headers of the response. Redirects are never followed. */
export async function attempt(
  candidate: Candidate,
  { request, size, weight }: Asking,
  signal: Signal,
): Promise<{ ok: true; response: UpstreamResponse } | Failure> {
  const { upstream } = candidate.target
  const protocol = protocols[upstream.protocol]
  if (!protocol) return { ok: false, kind: 'credentials', reason: 'protocol', status: null, message: `${upstream.protocol} is not served` }
  const to = requestTarget(candidate, request, size)
  try {
    if (protocol.answer) return { ok: true, response: protocol.answer(request, to, signal) }
    const connection = connectionTo(upstream)
    const { firstByte, answer } = upstream.timeouts
    const timeoutMs = Math.round((request.stream ? firstByte : answer) * 1000)
    const made = await encoded(await inTurn(weight, () => protocol.request(request, to)), weight)
    const { statusCode, headers, body } = await post(connection, made, timeoutMs, signal)
    const response = decoded({ status: statusCode, headers, body })
    if (statusCode >= 200 && statusCode < 300) return { ok: true, response }
    return failureOfStatus(statusCode, await wordsOf(response, signal), retryAfterOf(headers['retry-after']))
  } catch (error) {
    return failureOfError(error, signal.aborted)
  }
}

function requestTarget({ model, target }: Candidate, request: GenerationRequest, size: RequestSize | undefined): RequestTarget {
  const { upstream, upstreamModel, params } = target
  const { apiKey, ceiling } = upstream
  const unasked = size ? unaskedCeiling(model, inputTokensOf(size, model), ceiling) : null
  const longest = () => (size ? mostAt({ request, size }, model, target).answerTokens : (request.ceiling ?? 1))
  return { upstreamModel, apiKey, params, ceiling, unasked, longest }
}

/** Encodes a large body to bytes in its turn. undici would encode it where nothing can wait for a turn. */
function encoded(request: UpstreamRequest, weight: Weight): UpstreamRequest | Promise<UpstreamRequest> {
  const { body } = request
  if (weight.bytes < largeFrom || typeof body !== 'string') return request
  return inTurn(weight, () => ({ ...request, body: Buffer.from(body) }))
}

/**
 * Posts the request. Until the headers are there it ends when the caller leaves. Afterwards the reader of the body decides, because a
 * report may still come after the caller has left.
 */
async function post({ pool, prefix, query }: Connection, request: UpstreamRequest, headersTimeout: number, caller: Signal) {
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

async function wordsOf({ body }: UpstreamResponse, signal: Signal): Promise<UpstreamError> {
  const bytes = await readAll(body, { limit: errorBodyBytes, timeoutMs: errorBodyMs, signal })
  if (typeof bytes === 'string') return {}
  const text = bytes.toString()
  try {
    const json = JSON.parse(text) as Record<string, unknown> | null
    const { status: _told, ...words } = readError(json?.error ?? json?.detail ?? json)
    return words
  } catch {
    return { message: text }
  }
}
