import type { Delivered, StreamEnd } from '../measure/stream-end'
import type { Usage } from '../measure/usage'
import type { StreamReader } from '../protocols/stream-reader'
import type { UpstreamResponse } from '../protocols/upstream-response'
import type { CallerBody } from './caller-body'

export interface StreamOptions {
  /** The name that the caller asked for, put into every chunk. */
  model: string
  /** The caller asked for a usage chunk. */
  wantsUsage: boolean
  /** How many answers were asked for, and the most tokens that each may have; default one without an end. */
  answers?: number
  answerTokens?: number
  /** Milliseconds. `firstToken` counts from the response's headers, `total` from `startedAt`. */
  limits: { firstToken: number; idle: number; total: number }
  /** The caller's: aborts when the caller goes away. */
  signal: AbortSignal
  /** Default 16 MiB. */
  maxEventBytes?: number
  /** `performance.now()` when the call came in; what `ttftMs` and the total limit count from. Default: now. */
  startedAt?: number
  /** Called at most once, after 1 s without any content: the caller may be given a `CallerBody` with comments from now on. */
  onSilence?: () => void
  /** Another pair of protocols than OpenAI chat on both sides. */
  reader?: StreamReader
}

export type StreamFailure = 'cut' | 'malformed' | 'timeout' | 'error_event' | 'too_large' | 'empty' | 'aborted'

export type OpenedStream =
  | {
      ok: true
      /** Relays to the caller, through `body` if the caller already has one. */
      start(ends: StreamEnds, body?: CallerBody): CallerBody
      /** Gives the stream up unread. */
      discard(): void
    }
  | {
      ok: false
      reason: StreamFailure
      /** For `error_event`: the number the upstream gave as the error's code or status. */
      status?: number
      /** The upstream's own words: for the operator, or for the caller if it is a 4xx about the request. */
      message?: string
      /** The upstream's error type and code, as text. */
      type?: string
      code?: string
    }

export interface StreamEnds {
  /** Called exactly once, before the last bytes (usage chunk, [DONE], error event) go out; not awaited when the caller has left. */
  settle(end: StreamEnd): Promise<{ cost?: string; usage?: Usage } | undefined>
  /** Silence after which the caller gets a comment, in milliseconds. */
  keepAliveMs: number
  /** Called once, when relaying begins: what is delivered can be looked at while it grows. */
  delivering?(delivered: Delivered): void
  /**
   * Asked when the stream breaks after content: the same request sent once more, or null when nothing is left to try.
   * What the caller already has is skipped in the new stream; where the texts part, the call ends as cut.
   */
  again?(how: StreamEnd['how']): Promise<UpstreamResponse | null>
}
