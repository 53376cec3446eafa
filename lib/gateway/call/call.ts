import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { Signal } from '@/lib/signal'

/** A request as the gateway knows it, whichever door it came through. */
export interface Call {
  method: string
  /** The path with its query, as sent. */
  path: string
  /** The names are lower-case. */
  headers: IncomingHttpHeaders
  /** The other end of the connection: a caller or a proxy. */
  peer: string | undefined
  /** Reads the whole body. Rejects with `body_too_large` beyond `limit` bytes, without reading on. */
  body(limit: number): Promise<Buffer>
  /** Aborts when the caller goes away. */
  signal: Signal
}

export interface Reply {
  status: number
  headers: Record<string, string>
  /** A Readable is relayed with backpressure, and destroyed when the caller goes away. */
  body: string | Buffer | Readable | null
}

export type Serve = (call: Call) => Promise<Reply>
