import 'server-only'
import { readAll } from './answer'
import type { ChatBody } from './chat'
import type { Candidate } from './choose-targets'
import { connectionTo } from './connection'
import { decoded } from './decoded'
import { type Failure, failureOfError, failureOfStatus, retryAfterOf, type UpstreamWords } from './failure'
import { protocols } from './protocols'
import { readError } from './protocols/openai/error-event'
import type { UpstreamResponse } from './upstream-response'

const errorBodyBytes = 65_536
const errorBodyMs = 5000

/** Sends the request to one target, up to the response's headers. Redirects are never followed. */
export async function attempt(
  { target }: Candidate,
  body: ChatBody,
  signal: AbortSignal,
): Promise<{ ok: true; response: UpstreamResponse } | Failure> {
  const { upstream, upstreamModel, params } = target
  const protocol = protocols[upstream.protocol]
  if (!protocol) return { ok: false, kind: 'credentials', reason: 'protocol', status: null, message: `${upstream.protocol} is not served` }
  const to = { upstreamModel, apiKey: upstream.apiKey, params }
  try {
    if (protocol.answer) return { ok: true, response: protocol.answer(body, to, signal) }
    const { pool, prefix, query } = connectionTo(upstream)
    const request = protocol.chatRequest(body, to)
    const { firstByte, answer } = upstream.timeouts
    const {
      statusCode,
      headers,
      body: received,
    } = await pool.request({
      method: 'POST',
      path: prefix + request.path + query,
      headers: request.headers,
      body: request.body,
      signal,
      headersTimeout: Math.round((body.stream ? firstByte : answer) * 1000),
    })
    const response = decoded({ status: statusCode, headers, body: received })
    if (statusCode >= 200 && statusCode < 300) return { ok: true, response }
    return failureOfStatus(statusCode, await wordsOf(response, signal), retryAfterOf(headers['retry-after']))
  } catch (error) {
    return failureOfError(error, signal.aborted)
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
    return { message: text.slice(0, 500) }
  }
}
