import type { IncomingHttpHeaders } from 'node:http'

const exposed = [
  'x-request-id',
  'request-id',
  'retry-after',
  'x-ratelimit-limit-requests',
  'x-ratelimit-remaining-requests',
  'x-ratelimit-reset-requests',
  'x-ratelimit-limit-tokens',
  'x-ratelimit-remaining-tokens',
  'x-ratelimit-reset-tokens',
  'x-atrium-model',
  'x-atrium-auto',
  'x-atrium-cache',
  'age',
  'x-atrium-charge',
  'idempotent-replayed',
  'x-atrium-first-request',
  'deprecation',
  'sunset',
  'x-atrium-queue-ms',
].join(', ')

/** Browsers need these headers on the real answer too, also on errors. Without them the page sees neither the request id nor the error. */
export function allowBrowsers(asked: IncomingHttpHeaders, headers: Record<string, string>): Record<string, string> {
  if (asked.origin === undefined) return headers
  headers['access-control-allow-origin'] = '*'
  headers['access-control-expose-headers'] = exposed
  return headers
}

/** The answer to a preflight. It allows every header that is asked for, because SDKs send dozens of their own. */
export function preflight(asked: IncomingHttpHeaders): Record<string, string> {
  const wanted = asked['access-control-request-headers']
  const headers: Record<string, string> = {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, DELETE, OPTIONS, HEAD',
    'access-control-allow-headers':
      typeof wanted === 'string' && wanted !== '' ? wanted : 'authorization, content-type, x-api-key, x-goog-api-key',
    'access-control-max-age': '86400',
    vary: 'origin, access-control-request-headers',
    allow: 'GET, POST, DELETE, OPTIONS, HEAD',
  }
  if (asked['access-control-request-private-network'] === 'true') headers['access-control-allow-private-network'] = 'true'
  return headers
}
