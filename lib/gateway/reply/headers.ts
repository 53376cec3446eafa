import type { Model } from '@/lib/catalog/entries'
import type { Choice } from '@/lib/ledger/turn/records'
import type { Exchange } from '../call/exchange'
import { allowBrowsers } from './cors'

const kinds = { json: 'application/json', stream: 'text/event-stream; charset=utf-8' } as const

/** Encodes a name for a header: everything but printable ASCII is percent-encoded. */
export const headerText = (text: string): string => (/^[\x20-\x7e]*$/.test(text) ? text : encodeURI(text.toWellFormed()))

/** Names the model that answers, and says when it was given up (RFC 9745) and when it will be gone (RFC 8594). */
export function modelHeaders({ id, deprecatedAt, sunsetAt }: Pick<Model, 'id' | 'deprecatedAt' | 'sunsetAt'>): Record<string, string> {
  const headers: Record<string, string> = { 'x-atrium-model': headerText(id) }
  if (deprecatedAt) headers.deprecation = `@${deprecatedAt.getTime() / 1000}`
  if (sunsetAt) headers.sunset = sunsetAt.toUTCString()
  return headers
}

/** Says why `auto` chose the model, if it did. */
export function sayChosen(headers: Record<string, string>, chosen: Choice | null): void {
  if (!chosen) return
  const { needs, tag, by, of } = chosen
  headers['x-atrium-auto'] = `needs=${needs.join(',')}; tag=${tag ?? 'none'}; by=${by}; of=${of}`
}

/** Says how long the call waited for a slot, if it did. */
export function sayQueued(headers: Record<string, string>, queueMs: number): void {
  if (queueMs > 0) headers['x-atrium-queue-ms'] = String(Math.round(queueMs))
}

/** Makes the headers of an answer, to which the caller may add. */
export function replyHeaders({ id, headers: asked, requests, tokens }: Exchange, kind: keyof typeof kinds): Record<string, string> {
  const headers: Record<string, string> = { 'content-type': kinds[kind], 'x-request-id': id, 'request-id': id }
  if (kind === 'stream') {
    headers['cache-control'] = 'no-cache, no-transform'
    headers['x-accel-buffering'] = 'no'
  }
  if (requests) {
    headers['x-ratelimit-limit-requests'] = String(requests.limit)
    headers['x-ratelimit-remaining-requests'] = String(requests.remaining)
    headers['x-ratelimit-reset-requests'] = String(requests.reset)
  }
  if (tokens) {
    headers['x-ratelimit-limit-tokens'] = String(tokens.limit)
    headers['x-ratelimit-remaining-tokens'] = String(tokens.remaining)
    headers['x-ratelimit-reset-tokens'] = String(tokens.reset)
  }
  return allowBrowsers(asked, headers)
}
