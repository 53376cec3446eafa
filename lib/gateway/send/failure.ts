import type { UpstreamError } from '../generation/part'
import type { Broken, BrokenReason } from '../protocols/upstream-response'

/** Why one attempt did not serve the call, and what may be tried next. */
export interface Failure {
  ok: false
  /**
   * `again`: the same target once more, then the next. `next`: the next at once. `timeout`: likewise, and counted as such.
   * `busy`: 429. `credentials`: the operator's to mend. `refused`: the upstream's verdict on the request, which the caller gets.
   * `window`: the same, but a larger context window may take it. `gone`: the caller left.
   */
  kind: 'again' | 'next' | 'timeout' | 'busy' | 'credentials' | 'refused' | 'window' | 'gone'
  reason: string
  status: number | null
  /** The upstream's own words. They are for operators, or for the caller when they are about the request, and never for the log. */
  message?: string
  type?: string
  code?: string
  param?: string
  retryAfterMs?: number
}

const aboutTheRequest = new Set([400, 409, 413, 415, 422, 451])
const tooLong =
  /context.?(length|window|size)|maximum (prompt|input|context|sequence) (length|tokens)|too many (input )?tokens|prompt (is )?too long|exceeds? .{0,40}(context|max_model_len|token limit|number of tokens)|max_model_len/i

const isTooLong = ({ message = '', code = '', type = '' }: UpstreamError): boolean =>
  /context_length|exceed_context/.test(`${code} ${type}`) || tooLong.test(message)

/** What an upstream's status other than 2xx means. */
export function failureOfStatus(status: number, words: UpstreamError, retryAfterMs?: number): Failure {
  const known = { ok: false as const, ...words, status }
  if (status === 429) return { ...known, kind: 'busy', reason: 'rate_limited', retryAfterMs }
  if (status === 408 || status >= 500) return { ...known, kind: 'again', reason: `status_${status}` }
  // Google answers a wrong key with 400.
  if (words.code?.startsWith('API_KEY_')) return { ...known, kind: 'credentials', reason: `status_${status}` }
  if (aboutTheRequest.has(status)) return { ...known, kind: isTooLong(words) ? 'window' : 'refused', reason: 'refused' }
  if (status >= 400) return { ...known, kind: 'credentials', reason: `status_${status}` }
  return { ...known, kind: 'next', reason: status >= 300 ? 'redirect' : `status_${status}` }
}

/** What an error while connecting, sending or waiting for the headers means. */
export function failureOfError(error: unknown, callerGone: boolean): Failure {
  if (callerGone) return { ok: false, kind: 'gone', reason: 'gone', status: null }
  const { code = '', message = String(error), name = '' } = (error ?? {}) as { code?: string; message?: string; name?: string }
  const known = { ok: false as const, status: null, message: `${code || name}: ${message}` }
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') return { ...known, kind: 'timeout', reason: 'connect_timeout' }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return { ...known, kind: 'timeout', reason: 'first_byte_timeout' }
  if (code === 'ATRIUM_ADDRESS_REFUSED' || code === 'ERR_INVALID_URL') return { ...known, kind: 'credentials', reason: 'address_refused' }
  if (/^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/.test(code))
    return { ...known, kind: 'again', reason: 'connect_failed' }
  // undici names the fault in the code only where its parser has a word for it.
  if (name === 'HTTPParserError' || code === 'UND_ERR_HEADERS_OVERFLOW') return { ...known, kind: 'next', reason: 'malformed' }
  return { ...known, kind: 'again', reason: 'reset' }
}

const kinds: Record<Exclude<BrokenReason, 'error'>, Failure['kind']> = {
  aborted: 'gone',
  cut: 'again',
  empty: 'next',
  malformed: 'next',
  timeout: 'timeout',
  too_large: 'next',
}

/** What it means that a body broke before its first content. An error object inside a 200 is judged by the status that it names. */
export function failureOfBody({ reason, status, message, type, code, param, retryAfterMs }: Broken): Failure {
  const words = { message, type, code, param, retryAfterMs }
  if (reason !== 'error') return { ok: false, kind: kinds[reason], reason, status: 200, ...words }
  if (status !== undefined && status >= 400) return failureOfStatus(status, words, retryAfterMs)
  return { ok: false, kind: isTooLong(words) ? 'window' : 'again', reason: 'error_event', status: 200, ...words }
}

const longestRest = 3_600_000

/** Reads Retry-After, seconds or a date, as milliseconds of at most an hour. Undefined when it is absent or not valid. */
export function retryAfterOf(header: string | string[] | undefined, now = Date.now()): number | undefined {
  if (typeof header !== 'string' || header === '') return undefined
  const ms = /^\d+(\.\d+)?$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now
  return ms >= 0 ? Math.min(ms, longestRest) : undefined
}
