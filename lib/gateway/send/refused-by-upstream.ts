import type { Upstream } from '@/lib/catalog/entries'
import { type AppError, fail } from '@/lib/errors'
import type { Failure } from './failure'

const longest = 2000

/** The upstream's words about the request, without its addresses and credentials. */
export function withoutSecrets(text: string, { baseUrl, apiKey }: Pick<Upstream, 'baseUrl' | 'apiKey'>): string {
  let clean = text
  const url = URL.parse(baseUrl)
  for (const secret of [apiKey, baseUrl, url?.origin, url?.host, url?.hostname])
    if (secret && secret.length > 3) clean = clean.replaceAll(secret, '…')
  return clean.replace(/\bhttps?:\/\/[^\s"'<>]+/g, '…').slice(0, longest)
}

/** Passes on an upstream's 4xx about the request: its status, its words, its type. */
export function refusedByUpstream(
  { status, message, type, code, param }: Failure,
  upstream: Pick<Upstream, 'baseUrl' | 'apiKey'>,
): AppError {
  const words = withoutSecrets(message ?? '', upstream) || 'The model refused the request.'
  return fail(status === 413 ? 'body_too_large' : 'invalid_request', {
    message: words,
    param,
    passedOn: {
      status: status === 422 || status === null || status < 400 ? 400 : status,
      type: type && /^\w{1,60}$/.test(type) ? type : 'invalid_request_error',
      code: code && /^\w{1,60}$/.test(code) && !/^\d+$/.test(code) ? code : null,
    },
  })
}
