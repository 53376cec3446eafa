import { type ErrorCode, fail } from '@/lib/errors'
import type { Refusal } from '../../reply/refusal'

/** An error inside a stream that has begun, in our words. */
export function chatErrorEvent(code: ErrorCode, message?: string): string {
  const { type, message: words } = fail(code, message === undefined ? {} : { message })
  return `data: ${JSON.stringify({ error: { message: words, type, param: null, code } })}\n\n`
}

/** The body in OpenAI's shape; `detail` repeats the words for clients of the /apiv2 paths. */
export function chatErrorBody({ message, type, param, code, more }: Refusal, { detail }: { detail: boolean }): string {
  const error = { message, type, param, code, ...more }
  return JSON.stringify(detail ? { error, detail: message } : { error })
}
