import 'server-only'
import { log } from '@/lib/log'
import { loadCounter } from '../measure/count-tokens'
import { DeliveredText } from '../measure/delivered-text'
import type { StreamEnd } from '../measure/stream-end'
import type { BrokenReason, UpstreamResponse } from '../protocols/upstream-response'
import { AnswerStream } from './answer-stream'
import { CallerBody } from './caller-body'
import { Clock } from './deadlines'
import { failureBeforeContent, StreamSource, type Verdict } from './stream-source'
import { type StreamMoment, type StreamStage, StreamTimes } from './stream-times'
import type { OpenedStream, StreamEnds, StreamOptions } from './stream-types'

/** Characters that may wait for the first content. */
const MAX_HELD = 1_048_576

/** Reads an upstream's event stream up to its first content (or its end, an error, a time limit), so that failing over is still possible. */
export function openStream(response: UpstreamResponse, options: StreamOptions): Promise<OpenedStream> {
  return new Promise((resolve) => new Relay(response, options, resolve))
}

/** `between`: the request is being sent again. `leaving`: the caller went away after the finish; only the report is still read. */
type State = 'opening' | 'open' | 'flowing' | 'between' | 'leaving' | 'over'

class Relay {
  readonly #options: StreamOptions
  readonly #resolve: (opened: OpenedStream) => void
  readonly #clock: Clock
  #times: StreamTimes
  #state: State = 'opening'
  #reader: AnswerStream
  #source: StreamSource
  #body: CallerBody | undefined
  #ends: StreamEnds | undefined
  /** The body ended before the caller was there to hear of it. */
  #early: StreamEnd['how'] | undefined
  /** Something has gone out to the caller. */
  #started = false
  #ttftMs = 0

  constructor(response: UpstreamResponse, options: StreamOptions, resolve: (opened: OpenedStream) => void) {
    this.#options = options
    this.#resolve = resolve
    this.#times = new StreamTimes(options)
    this.#clock = new Clock(this.#due, this.#fire)
    this.#reader = new AnswerStream(options)
    this.#source = this.#read(response)
    options.signal.addEventListener('abort', this.#aborted)
    if (options.signal.aborted) this.#aborted()
    else this.#clock.arm()
  }

  #read(response: UpstreamResponse) {
    return new StreamSource(response, this.#reader, this.#options.maxEventBytes, {
      progress: this.#progress,
      ended: this.#ended,
    })
  }

  #progress = () => {
    if (this.#state === 'flowing') {
      this.#flush()
      const { hasContent, finished } = this.#reader
      if ((hasContent && this.#times.begin()) || (finished && this.#times.finish())) this.#clock.arm()
    } else if (this.#state === 'leaving') {
      this.#reader.take()
      if (this.#reader.usage) this.#depart()
    } else if (this.#reader.hasContent) this.#open()
    else if (this.#reader.held > MAX_HELD) this.#refuse('too_large')
  }

  #ended = (verdict: Verdict | 'timeout') => {
    if (this.#state === 'leaving') return this.#depart()
    const { finished } = this.#reader
    const broken = verdict === 'timeout' || verdict === 'malformed' || verdict === 'parted' ? verdict : 'cut'
    const how = finished ? 'complete' : broken
    if (this.#state === 'flowing') void this.#finish(how, verdict !== 'parted')
    else if (this.#state === 'open') this.#early = how
    else if (this.#state === 'opening' && finished) {
      this.#early = how
      this.#open()
    } else if (this.#state === 'opening') this.#refuse(failureBeforeContent(verdict, this.#reader.hasContent))
  }

  #open() {
    this.#state = 'open'
    this.#ttftMs = performance.now() - this.#times.startedAt
    this.#source.pause()
    this.#clock.stop()
    // Needed at the end or for the journal; loaded by now in all but the first stream of a process.
    loadCounter().catch(() => {})
    this.#resolve({ ok: true, start: this.#start, discard: () => this.#release('cut') })
  }

  #refuse(reason: BrokenReason) {
    this.#release('cut')
    this.#resolve({ ok: false, reason, ...this.#reader.error })
  }

  #start = (ends: StreamEnds, body = new CallerBody(this.#options.writer)): CallerBody => {
    this.#ends = ends
    this.#body = body
    this.#state = 'flowing'
    this.#times.lastOut = performance.now()
    if (!body.feedFrom(this) || this.#options.signal.aborted) {
      this.left()
      return body
    }
    this.#started = true
    ends.delivering?.(this.#reader.delivered)
    this.#flush()
    if (this.#early) void this.#finish(this.#early, true)
    else {
      this.#clock.arm()
      if (body.readableLength < body.readableHighWaterMark) this.#source.resume()
    }
    return body
  }

  #flush() {
    const text = this.#reader.take()
    if (text === '') return
    this.#times.lastOut = this.#source.lastAt
    if (!this.#body?.push(text)) this.#source.pause()
  }

  /** The caller has read what there was. */
  wanted() {
    if (this.#source.paused && this.#state === 'flowing') this.#source.resume()
  }

  /** The caller is gone. An upstream that has finished its answer may still tell what it came to. */
  left() {
    if (this.#state === 'over' || this.#state === 'leaving') return
    if (this.#state === 'flowing' && this.#started && this.#reader.finished && !this.#reader.usage) {
      this.#state = 'leaving'
      this.#times.finish()
      this.#source.resume()
      this.#clock.arm()
    } else this.#depart()
    this.#body?.destroy()
  }

  #depart() {
    this.#release('cut')
    this.#settle('gone').catch((error: unknown) => log('error', 'a stream whose caller left was not settled', { error }))
  }

  #aborted = () => {
    if (this.#state === 'opening') this.#refuse('aborted')
    else if (this.#state === 'open') this.#source.close()
    else this.left()
  }

  async #finish(how: StreamEnd['how'], mayGoOn: boolean) {
    try {
      this.#flush()
      if (how !== 'complete' && mayGoOn && this.#ends?.again && (await this.#again(how, this.#ends.again))) return
    } catch (error) {
      log('error', 'a stream could not be relayed to its end', { error })
    }
    if (this.#state === 'over' || this.#state === 'leaving') return
    this.#release(how === 'complete' ? 'done' : 'cut')
    let last: string
    try {
      const settled = await this.#settle(how)
      last =
        how === 'complete'
          ? await this.#reader.last(settled)
          : this.#reader.failed(how === 'timeout' ? 'upstream_timeout' : 'upstream_failed')
    } catch (error) {
      log('error', 'a stream was not settled', { error })
      last = this.#reader.failed('internal')
    }
    this.#body?.last(last)
  }

  /** Goes on with the same request sent again, if there is one and what the caller has can be compared with it. */
  async #again(how: StreamEnd['how'], send: NonNullable<StreamEnds['again']>): Promise<boolean> {
    if (!this.#reader.comparable) return false
    this.#state = 'between'
    this.#source.close()
    this.#clock.arm()
    const sent = await send({ how, words: this.#reader.error?.message })
    if ((this.#state as State) === 'over') {
      sent?.response.body.on('error', () => {}).destroy()
      return true
    }
    this.#state = 'flowing'
    if (!sent) return false
    this.#reader = this.#reader.again(sent)
    this.#times = this.#times.again(sent.limits)
    this.#source = this.#read(sent.response)
    this.#clock.arm()
    return true
  }

  async #settle(how: StreamEnd['how']) {
    const { usage, finished, finishReason } = this.#reader
    const delivered = this.#started ? this.#reader.delivered : new DeliveredText()
    const whole = this.#started && finished
    delivered.whole = whole
    await loadCounter().catch((error: unknown) => log('error', 'the token table did not load', { error }))
    const words = this.#reader.error?.message
    return this.#ends?.settle({ how, finished: whole, usage: whole ? usage : null, delivered, finishReason, ttftMs: this.#ttftMs, words })
  }

  #release(verdict: Verdict) {
    this.#state = 'over'
    this.#clock.stop()
    this.#source.close(verdict)
    this.#options.signal.removeEventListener('abort', this.#aborted)
  }

  #moment(): StreamMoment {
    return {
      stage: this.#stage(),
      held: this.#source.paused || this.#state !== 'flowing',
      lastAt: this.#source.lastAt,
      finished: this.#reader.finished,
      unread: this.#body !== undefined && this.#body.readableLength > 0,
      keepAliveMs: this.#ends?.keepAliveMs ?? Number.POSITIVE_INFINITY,
    }
  }

  #stage(): StreamStage {
    const state = this.#state
    if (state === 'opening' || state === 'between' || state === 'leaving') return state
    return this.#reader.hasContent ? 'relaying' : 'resuming'
  }

  #due = () => this.#times.due(this.#moment())

  #fire = (now: number) => {
    const passed = this.#times.passed(this.#moment(), now)
    if (passed === undefined) return
    if (this.#state === 'leaving') this.#depart()
    else if (passed === 'silence') {
      this.#times.told()
      this.#options.onSilence?.()
    } else if (passed === 'comment') {
      this.#body?.comment()
      this.#times.lastOut = now
    } else this.#late(passed === 'total')
  }

  #late(final: boolean) {
    this.#source.close()
    if (this.#state === 'opening' || !final) this.#ended('timeout')
    else void this.#finish(this.#reader.finished ? 'complete' : 'timeout', false)
  }
}
