import type { Readable } from 'node:stream'
import type { Signal } from '@/lib/signal'
import type { UpstreamError } from '../generation/part'

export interface ResponseHead {
  status: number
  headers: Record<string, string | string[] | undefined>
}

/** What an attempt yields once the response's headers are there; the body is already unpacked (see decompress.ts). */
export interface UpstreamResponse extends ResponseHead {
  body: Readable
}

/** Why the rest of a body was not read. */
export type GivenUp = 'cut' | 'too_large' | 'timeout' | 'aborted'

/** A response that has been read to its end, or as far as it went. */
export interface WholeResponse extends ResponseHead {
  body: Buffer | GivenUp
}

/** Why a body of status 2xx was no answer. `error`: it says so itself. */
export type BrokenReason = GivenUp | 'malformed' | 'error' | 'empty'

/** A body that was no answer, with what the upstream said of it. */
export interface Broken extends UpstreamError {
  ok: false
  reason: BrokenReason
}

/** Bytes of an answer in one piece. */
export const longestBody = 32 * 1024 * 1024

export interface ReadOptions {
  /** Of unpacked bytes; default 32 MiB. */
  limit?: number
  /** For the rest of the answer, from now. */
  timeoutMs: number
  signal: Signal
}

/** The whole body, or why there is none. A body that is given up is destroyed at once. */
export function readAll(body: Readable, { limit = longestBody, timeoutMs, signal }: ReadOptions): Promise<WholeResponse['body']> {
  return new Promise((resolve) => {
    const parts: Buffer[] = []
    let size = 0
    const finish = (result: WholeResponse['body']) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
      // What a body that is given up still throws is of no interest, but somebody has to hear it: `cut` stays for errors.
      body.off('data', taken).off('end', ended).off('close', cut)
      if (typeof result === 'string') body.destroy()
      resolve(result)
    }
    const taken = (part: Buffer) => {
      size += part.length
      if (size > limit) finish('too_large')
      else parts.push(part)
    }
    const ended = () => finish(Buffer.concat(parts))
    const cut = () => finish('cut')
    const aborted = () => finish('aborted')
    const timer = setTimeout(() => finish('timeout'), timeoutMs)
    signal.addEventListener('abort', aborted)
    body.on('data', taken).on('end', ended).on('error', cut).on('close', cut)
    if (signal.aborted) aborted()
  })
}
