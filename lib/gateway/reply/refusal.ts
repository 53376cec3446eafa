import 'server-only'
import { type AppError, fail, isAppError } from '@/lib/errors'
import { log } from '@/lib/log'

/** What a caller is told when a call fails, whatever the protocol. */
export interface Refusal {
  status: number
  message: string
  type: string
  code: string | null
  param: string | null
  /** Further members of the error object. */
  more?: Record<string, unknown>
  /** Whole seconds. */
  retryAfter?: number
}

/** The status that the caller sees. */
export const statusOf = (error: AppError): number => error.facts.passedOn?.status ?? error.status

/** Converts an error. Our own errors keep their words; anything else is answered as our fault, and its words are for the operator only. */
export function refusalOf(error: unknown, requestId: string): Refusal {
  if (isAppError(error)) return fromAppError(error, requestId)
  log('error', 'a gateway call failed unexpectedly', { requestId, error })
  return fromAppError(fail('internal'), requestId)
}

function fromAppError(error: AppError, requestId: string): Refusal {
  const { status, message, type, code, facts } = error
  if (facts.cause !== undefined)
    log(status >= 500 ? 'error' : 'info', 'a gateway call was not served', { requestId, code, cause: facts.cause })
  const [field] = Object.entries(facts.fields ?? {})
  return {
    status,
    message: field && facts.message === undefined ? `${message} ${field[0]}: ${field[1]}` : message,
    type,
    // Clients recognise "out of money" by this word in the type and in the code.
    code: type === 'insufficient_quota' ? 'insufficient_quota' : code,
    param: facts.param ?? field?.[0] ?? null,
    more: type === 'insufficient_quota' ? { reason: code, ...facts.more } : facts.more,
    retryAfter: facts.retryAfter,
    ...facts.passedOn,
  }
}
