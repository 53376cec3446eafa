import type { DeliveredText } from '../measure/delivered-text'
import type { StreamEnd } from '../measure/stream-end'
import type { Usage } from '../measure/usage'

/**
 * What an event was: one of many, the end marker, no JSON, an error, text other than the caller already has, or `enough`: every answer
 * has had what was held for it, and was ended by us.
 */
export type Reading = 'more' | 'done' | 'malformed' | 'error' | 'parted' | 'enough'

export interface UpstreamError {
  status?: number
  message?: string
  type?: string
  code?: string
}

/** Reads an upstream's events one by one and writes the caller's; one for each pair of protocols. */
export interface StreamReader {
  read(data: string, name: string): Reading
  /** What is to go out since the last call. */
  take(): string
  /** How many characters there are to take. */
  readonly held: number
  /** Text, reasoning, a tool call or a finish reason has been read: more than a promise of content. */
  readonly hasContent: boolean
  /** Every answer that was begun has its finish reason. */
  readonly finished: boolean
  readonly finishReason: string | null
  readonly usage: Usage | null
  readonly error: UpstreamError | undefined
  readonly delivered: DeliveredText
  /** A whole JSON answer, sent although a stream was asked for. */
  readWhole(text: string): Reading
  /** The last bytes of a complete answer. */
  last(settled: { cost?: string; usage?: Usage } | undefined): string
  /** The last bytes of a broken one. */
  failed(how: StreamEnd['how']): string
  /** A reader for the same request sent again, which skips what this one has written; undefined if that cannot be compared. */
  again(): StreamReader | undefined
}
