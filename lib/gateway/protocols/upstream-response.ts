import type { Readable } from 'node:stream'

/** What an attempt yields once the response's headers are there; the body is already unpacked (see decoded.ts). */
export interface UpstreamResponse {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Readable
}
