import 'server-only'
import { loadCounter } from '../measure/count-tokens'
import type { StreamEnd } from '../measure/stream-end'
import type { BrokenReason, UpstreamResponse } from '../protocols/upstream-response'
import { AnswerStream } from './answer-stream'
import { CallerBody } from './caller-body'
import { Clock } from './deadlines'
import { relay } from './relay'
import { failureBeforeContent, howItEnded, StreamSource, type Verdict } from './stream-source'
import { StreamTimes } from './stream-times'
import type { OpenedStream, StreamHooks, StreamOptions } from './stream-types'

/** Characters that may wait for the first content. */
const MAX_HELD = 1_048_576

/** Reads an upstream's event stream up to its first content (or its end, an error, a time limit), so that failing over is still possible. */
export function openStream(response: UpstreamResponse, options: StreamOptions): Promise<OpenedStream> {
  return new Promise((resolve) => new Opening(response, options, resolve))
}

const moment = { stage: 'opening' } as const

class Opening {
  readonly #options: StreamOptions
  readonly #resolve: (opened: OpenedStream) => void
  readonly #clock: Clock
  readonly #times: StreamTimes
  readonly #reader: AnswerStream
  readonly #source: StreamSource
  /** `open`: there is content, and nobody reads it yet. */
  #state: 'opening' | 'open' | 'over' = 'opening'
  /** The body ended before the caller was there to hear of it. */
  #early: StreamEnd['how'] | undefined
  #ttftMs = 0

  constructor(response: UpstreamResponse, options: StreamOptions, resolve: (opened: OpenedStream) => void) {
    this.#options = options
    this.#resolve = resolve
    this.#times = new StreamTimes(options)
    this.#clock = new Clock(() => this.#times.due(moment), this.#fire)
    this.#reader = new AnswerStream(options)
    this.#source = new StreamSource(response, this.#reader, options.maxEventBytes, { progress: this.#progress, ended: this.#ended })
    options.signal.addEventListener('abort', this.#aborted)
    if (options.signal.aborted) this.#aborted()
    else this.#clock.arm()
  }

  #progress = () => {
    if (this.#reader.hasContent) this.#open()
    else if (this.#reader.held > MAX_HELD) this.#refuse('too_large')
  }

  #ended = (verdict: Verdict | 'timeout') => {
    const { finished, hasContent } = this.#reader
    if (this.#state === 'opening' && !finished) return this.#refuse(failureBeforeContent(verdict, hasContent))
    this.#early = howItEnded(verdict, finished)
    if (this.#state === 'opening') this.#open()
  }

  #open() {
    this.#state = 'open'
    this.#ttftMs = performance.now() - this.#times.startedAt
    this.#source.pause()
    this.#clock.stop()
    // Needed at the end or for the journal; loaded by now in all but the first stream of a process.
    loadCounter().catch(() => {})
    this.#resolve({ ok: true, start: this.#start, discard: () => this.#release() })
  }

  #start = (hooks: StreamHooks, body = new CallerBody(this.#options.writer)): CallerBody => {
    const begun = { reader: this.#reader, source: this.#source, times: this.#times, ttftMs: this.#ttftMs, early: this.#early }
    this.#hearNoMore()
    relay(begun, this.#options, hooks, body)
    return body
  }

  #refuse(reason: BrokenReason) {
    this.#release()
    this.#resolve({ ok: false, reason, ...this.#reader.error })
  }

  #aborted = () => {
    if (this.#state === 'opening') this.#refuse('aborted')
    else this.#source.close()
  }

  #release() {
    this.#hearNoMore()
    this.#clock.stop()
    this.#source.close('cut')
  }

  #hearNoMore() {
    this.#state = 'over'
    this.#options.signal.removeEventListener('abort', this.#aborted)
  }

  #fire = (now: number) => {
    const passed = this.#times.passed(moment, now)
    if (passed === 'silence') {
      this.#times.told()
      this.#options.onSilence?.()
    } else if (passed !== undefined) {
      this.#source.close()
      this.#ended('timeout')
    }
  }
}
