import type { UpstreamError } from '../generation/part'

/** What an upstream says of an error, whatever shape it has: an object, a text, the status as text, number or not at all. */
export function readError(error: unknown): UpstreamError {
  if (typeof error === 'string') return { message: error }
  if (typeof error !== 'object' || error === null) return {}
  const { message, type, code, status, http_code, param, details } = error as Record<string, unknown>
  const found: UpstreamError = {}
  for (const value of [code, status, http_code]) {
    const number = Number(value)
    if (found.status === undefined && Number.isInteger(number) && number >= 400 && number < 600) found.status = number
  }
  if (typeof message === 'string') found.message = message
  if (typeof type === 'string') found.type = type
  if (typeof code === 'string') found.code = code
  if (typeof param === 'string') found.param = param
  return Array.isArray(details) ? { ...found, ...inDetails(details) } : found
}

/** What Google says beside its number and words: the reason, and when to come back (`"12.5s"`). */
function inDetails(details: unknown[]): UpstreamError {
  const found: UpstreamError = {}
  for (const detail of details) {
    const { reason, retryDelay } = (detail ?? {}) as Record<string, unknown>
    const seconds = typeof retryDelay === 'string' ? Number.parseFloat(retryDelay) : Number.NaN
    if (typeof reason === 'string') found.code = reason
    if (seconds >= 0) found.retryAfterMs = seconds * 1000
  }
  return found
}
