import { type ErrorCode, fail } from '@/lib/errors'

/** An error inside a stream that has begun. It stands in the event both flat, as documented, and as `error`, where clients look for it. */
export function errorMembers(code: ErrorCode, message: string | undefined) {
  const { type, message: words } = fail(code, message === undefined ? {} : { message })
  const told = type === 'insufficient_quota' ? type : code
  return { type: 'error', code: told, message: words, param: null, error: { type, code: told, message: words, param: null } }
}

/** The words for a code inside a response, of which there are few. */
export const failedCode = (code: string): string =>
  code === 'insufficient_quota' ? code : /rate_limit|queue_full/.test(code) ? 'rate_limit_exceeded' : 'server_error'
