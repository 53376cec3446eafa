import { type ErrorCode, fail } from '@/lib/errors'
import type { Refusal } from '../../reply/refusal'

const words: Record<number, string | undefined> = {
  401: 'UNAUTHENTICATED',
  402: 'RESOURCE_EXHAUSTED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  405: 'UNIMPLEMENTED',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  504: 'DEADLINE_EXCEEDED',
}

const statusWord = (status: number): string => words[status] ?? (status < 500 ? 'INVALID_ARGUMENT' : 'UNAVAILABLE')

/** Google's messages are told apart by these names. */
const kind = (name: string) => ({ '@type': `type.googleapis.com/google.rpc.${name}` })

/** The body in Google's shape. The code in our words and the member at fault stand in the details. */
export function geminiErrorBody({ status, type, message, code, param, more, retryAfter }: Refusal, { id }: { id: string }): string {
  const metadata = Object.fromEntries(Object.entries({ type, ...more }).map(([name, value]) => [name, String(value)]))
  const details = [
    { ...kind('ErrorInfo'), reason: (code ?? type).toUpperCase(), domain: 'atrium', metadata },
    ...(param === null ? [] : [{ ...kind('BadRequest'), fieldViolations: [{ field: param, description: message }] }]),
    ...(retryAfter === undefined || type === 'insufficient_quota' ? [] : [{ ...kind('RetryInfo'), retryDelay: `${retryAfter}s` }]),
    { ...kind('RequestInfo'), requestId: id },
  ]
  return JSON.stringify({ error: { code: status, message, status: statusWord(status), details } })
}

/** An error inside a stream that has begun, in our words. */
export function geminiError(code: ErrorCode, message?: string): { error: object } {
  const { status, message: told } = fail(code, message === undefined ? {} : { message })
  const info = { ...kind('ErrorInfo'), reason: code.toUpperCase(), domain: 'atrium' }
  return { error: { code: status, message: told, status: statusWord(status), details: [info] } }
}
