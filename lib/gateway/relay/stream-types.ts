import type { Signal } from '@/lib/signal'
import type { Usage } from '../generation/part'
import type { Delivered, StreamEnd } from '../measure/stream-end'
import type { Broken, UpstreamResponse } from '../protocols/upstream-response'
import type { AnswerStream, AnswerStreamOptions } from './answer-stream'
import type { CallerBody } from './caller-body'
import type { StreamSource } from './stream-source'
import type { StreamTimes } from './stream-times'

/** How the answer of one target is read. */
export interface ReadingOptions extends Omit<AnswerStreamOptions, 'writer'> {
  /** Milliseconds. `firstToken` counts from the response's headers; `total` from `startedAt`, or from when the request was sent again. */
  limits: { firstToken: number; idle: number; total: number }
}

export interface StreamOptions extends AnswerStreamOptions, ReadingOptions {
  /** The caller's: aborts when the caller goes away. */
  signal: Signal
  /** Default 16 MiB. */
  maxEventBytes?: number
  /** `performance.now()` when the call came in; what `ttftMs` and the total limit count from. Default: now. */
  startedAt?: number
  /** Called at most once, after 1 s without any content: the caller may be given a `CallerBody` with comments from now on. */
  onSilence?: () => void
}

/** A stream that has been read up to its first content. */
export interface BegunStream {
  reader: AnswerStream
  source: StreamSource
  times: StreamTimes
  ttftMs: number
  /** How it ended, if it did before the caller was there to hear of it. */
  early: StreamEnd['how'] | undefined
}

export type OpenedStream =
  | {
      ok: true
      /** Relays to the caller, through `body` if the caller already has one. */
      start(hooks: StreamHooks, body?: CallerBody): CallerBody
      /** Gives the stream up unread. */
      discard(): void
    }
  | Broken

export interface StreamHooks {
  /** Called exactly once, before the last bytes (usage chunk, [DONE], error event) go out; not awaited when the caller has left. */
  settle(end: StreamEnd): Promise<{ cost?: string; usage?: Usage } | undefined>
  /** Silence after which the caller gets a comment, in milliseconds. */
  keepAliveMs: number
  /** Called once, when relaying begins: what is delivered can be looked at while it grows. */
  delivering?(delivered: Delivered): void
  /**
   * Asked when the stream breaks after content that can be compared: the same request sent once more, or null when nothing is left to
   * try. What the caller already has is skipped in the new stream; where the texts part, the call ends there.
   */
  again?(broke: Pick<StreamEnd, 'how' | 'words'>): Promise<SentAgain | null>
}

export interface SentAgain extends ReadingOptions {
  response: UpstreamResponse
}
