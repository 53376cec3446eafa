import 'server-only'
import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { type ErrorCode, fail } from '@/lib/errors'
import { everyVerb } from '@/lib/http/verbs'
import { newId } from '@/lib/ids'

/** The errors by Node's code of what it could not read. */
const refusals: Record<string, { status: number; code: ErrorCode; message: string; allow?: string }> = {
  HPE_INVALID_METHOD: { status: 405, code: 'method_not_allowed', message: fail('method_not_allowed').message, allow: everyVerb },
  HPE_HEADER_OVERFLOW: { status: 431, code: 'body_too_large', message: 'The headers are too large.' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, code: 'body_too_large', message: 'The body is too large.' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'invalid_request', message: 'The request did not arrive in time.' },
}
const otherwise = { status: 400, code: 'invalid_request', message: 'This is not HTTP.' } as const

/** Answers in the usual shape where Node would answer without words, unless an answer is already under way on this connection. */
export function refuseUnread(error: object, socket: Duplex): void {
  const reason = 'code' in error ? String(error.code) : ''
  // Nobody listens to a tunnel's connection any more, so an error on it would end the process.
  socket.on('error', () => undefined)
  const running = (socket as { _httpMessage?: ServerResponse })._httpMessage
  if (socket.writable && !running?.headersSent && reason !== 'ECONNRESET') socket.write(answerTo(reason))
  if ('destroySoon' in socket) (socket as Socket).destroySoon()
  else socket.end()
}

function answerTo(reason: string): string {
  const { status, code, message, allow }: (typeof refusals)[string] = refusals[reason] ?? otherwise
  const requestId = newId('request')
  const body = JSON.stringify({ error: { code, message, requestId } })
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    ...(allow ? [`allow: ${allow}`] : []),
    'connection: close',
  ]
  return `${head.join('\r\n')}\r\n\r\n${body}`
}
