import 'server-only'
import { type AppError, fail, isAppError } from '@/lib/errors'
import { fieldSentence } from '@/lib/i18n/field-sentence'
import type { Locale } from '@/lib/locales'
import { log } from '@/lib/log'
import { sentenceOf } from './words'

const databaseGone = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  '57P01',
  '57P03',
  '53300',
])
/** PostgreSQL's code for a sum that its column cannot hold. */
const outOfRange = '22003'
/** Its codes for a time that it cannot hold, such as one of the year 0. */
const noTime = new Set(['22007', '22008'])
const causes = (error: unknown): string | undefined => (error as { code?: string } | undefined)?.code
/** PostgreSQL's code in an error of Prisma's for which Prisma has no name of its own. */
const withinPrisma = (error: unknown): string | undefined =>
  (error as { meta?: { driverAdapterError?: { cause?: { originalCode?: string } } } } | undefined)?.meta?.driverAdapterError?.cause
    ?.originalCode

/** Converts anything that was thrown to an error for the caller. What nobody planned is logged and answered as 500. */
export function asAppError(error: unknown, requestId: string): AppError {
  if (isAppError(error)) {
    if (error.status >= 500) log('error', 'a request failed', { requestId, code: error.code, cause: error.facts.cause })
    return error
  }
  const code = withinPrisma(error) ?? causes(error) ?? causes((error as { cause?: unknown } | undefined)?.cause)
  if (code === outOfRange) return fail('invalid_request', { message: 'A number would grow beyond what can be kept.' })
  if (code && noTime.has(code)) return fail('invalid_request', { message: 'A time lies beyond what can be kept.' })
  log('error', 'a request failed', { requestId, error })
  return code && databaseGone.has(code) ? fail('unavailable', { retryAfter: 2 }) : fail('internal')
}

export function errorResponse(error: AppError, requestId: string, locale: Locale): Response {
  const { fields, more, retryAfter } = error.facts
  const told = {
    code: error.code,
    message: sentenceOf(error, locale),
    ...(fields && { fields: Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, fieldSentence(text, locale)])) }),
    ...more,
    requestId,
  }
  const headers = new Headers({ 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', 'x-request-id': requestId })
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter))
  if (error.status === 401) headers.set('www-authenticate', 'Bearer')
  return new Response(JSON.stringify({ error: told }), { status: error.status, headers })
}
