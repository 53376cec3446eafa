import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'

/** What the gateway knows of a request, whichever door it came through. */
export interface Call {
  method: string
  /** With query, as sent. */
  path: string
  /** Lower-case names. */
  headers: IncomingHttpHeaders
  /** The other end of the connection: a caller or a proxy. */
  peer: string | undefined
  /** The whole body; rejects with `body_too_large` beyond `limit` bytes, without reading on. */
  body(limit: number): Promise<Buffer>
  /** Aborts when the caller goes away. */
  signal: AbortSignal
}

export interface Reply {
  status: number
  headers: Record<string, string>
  /** A Readable is relayed with backpressure, and destroyed when the caller goes away. */
  body: string | Buffer | Readable | null
}

export type Serve = (call: Call) => Promise<Reply>
