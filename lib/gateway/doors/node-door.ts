import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fail } from '@/lib/errors'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import type { Call, Reply, Serve } from '../call/call'
import { CallerSignal } from '../call/caller-signal'

const mebibyte = 1024 * 1024
/** Memory for the bodies that are coming in, over all callers, so that nobody fills it. Small bodies are always accepted. */
const ample = { all: 512 * mebibyte, small: mebibyte }
const receiving = () => once('gateway.receiving', () => ({ bytes: 0 }))

class NodeCall implements Call {
  readonly #request: IncomingMessage
  readonly #response: ServerResponse
  readonly #room: typeof ample
  #gone: CallerSignal | undefined

  constructor(request: IncomingMessage, response: ServerResponse, room: typeof ample) {
    this.#room = room
    this.#request = request
    this.#response = response
  }
  get method() {
    return this.#request.method ?? 'GET'
  }
  get path() {
    return this.#request.url ?? '/'
  }
  get headers() {
    return this.#request.headers
  }
  get peer() {
    return this.#request.socket.remoteAddress
  }
  get signal() {
    if (this.#gone) return this.#gone
    const gone = new CallerSignal()
    this.#gone = gone
    const response = this.#response
    if (response.destroyed) gone.abort()
    else
      response.on('close', () => {
        if (!response.writableFinished) gone.abort()
      })
    return gone
  }

  // Not the reader of web Requests: this one counts what all callers have in memory, and stops without closing, so that an answer gets out.
  body(limit: number): Promise<Buffer> {
    const request = this.#request
    const { all, small } = this.#room
    if (Number(request.headers['content-length']) > limit) return Promise.reject(fail('body_too_large'))
    // The caller may have gone while the key was looked up, and no event would tell of it any more.
    if (request.destroyed) return Promise.reject(fail('client_gone'))
    return new Promise((resolve, reject) => {
      const parts: Buffer[] = []
      const held = receiving()
      let size = 0
      const taken = (part: Buffer) => {
        size += part.length
        held.bytes += part.length
        parts.push(part)
        const full = size > small && held.bytes > all
        if (size <= limit && !full) return
        request.pause()
        leave()
        reject(full ? fail('unavailable', { retryAfter: 5 }) : fail('body_too_large'))
      }
      const ended = () => {
        const whole = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)
        leave()
        resolve(whole)
      }
      const gone = () => {
        leave()
        reject(fail('client_gone'))
      }
      const leave = () => {
        request.off('data', taken).off('end', ended).off('error', gone).off('close', gone)
        held.bytes -= size
        parts.length = 0
      }
      request.on('data', taken).on('end', ended).on('error', gone).on('close', gone)
    })
  }
}

/** The door of `server.ts`: it calls `serve` straight from node:http. */
export const nodeDoor =
  (serve: Serve, room = ample) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    serve(new NodeCall(request, response, room))
      .then((reply) => write(request, response, reply))
      .catch((error: unknown) => {
        log('error', 'the gateway threw', { error })
        response.destroy()
      })
  }

function write(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Reply): void {
  if (body === null || typeof body === 'string' || Buffer.isBuffer(body)) {
    if (response.destroyed) return
    if (status !== 204) headers['content-length'] = String(body === null ? 0 : Buffer.byteLength(body))
    // The rest of an unread body would be taken for the next request.
    if (!request.complete) headers.connection = 'close'
    response.writeHead(status, headers)
    response.end(body ?? undefined)
    if (!request.complete) request.resume()
    return
  }
  if (response.destroyed) {
    body.destroy()
    return
  }
  response.on('close', () => body.destroy())
  response.writeHead(status, headers)
  response.flushHeaders()
  body.on('data', (part: Buffer) => {
    if (!response.write(part)) body.pause()
  })
  body.on('end', () => response.end())
  body.on('error', () => response.destroy())
  // A destroyed body emits no end, and the reader must not wait for one.
  body.on('close', () => {
    if (!body.readableEnded) response.destroy()
  })
  response.on('drain', () => body.resume())
}
