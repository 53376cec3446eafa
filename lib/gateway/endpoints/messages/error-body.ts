import { type ErrorCode, fail } from '@/lib/errors'
import type { Refusal } from '../../reply/refusal'

const types: Record<number, string | undefined> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  402: 'insufficient_quota',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
}

/** Agents stop at `insufficient_quota`, whatever the protocol; else the type follows the status. */
function typeOf(status: number, type: string): string {
  if (type === 'insufficient_quota') return type
  return types[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error')
}

/** The body in Anthropic's shape. */
export function messagesErrorBody({ status, type, message, code, param, more }: Refusal, { id }: { id: string }): string {
  const error = { type: typeOf(status, type), message, ...(code !== null && { code }), ...(param !== null && { param }), ...more }
  return JSON.stringify({ type: 'error', error, request_id: id })
}

/** An error inside a stream that has begun, in our words. */
export function messagesErrorEvent(code: ErrorCode, message?: string): string {
  const { status, type, message: words } = fail(code, message === undefined ? {} : { message })
  return `event: error\ndata: ${JSON.stringify({ type: 'error', error: { type: typeOf(status, type), message: words, code } })}\n\n`
}
