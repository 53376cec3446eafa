import 'server-only'
import { log } from '@/lib/log'
import { loadCounter } from '../measure/count-tokens'
import { DeliveredText } from '../measure/delivered-text'
import type { StreamEnd } from '../measure/stream-end'
import type { AnswerStream } from './answer-stream'
import type { CallerBody } from './caller-body'
import { Clock } from './deadlines'
import { howItEnded, type SourceEvents, StreamSource, type Verdict } from './stream-source'
import type { StreamMoment, StreamTimes } from './stream-times'
import type { BegunStream, StreamHooks, StreamOptions } from './stream-types'

/** Fills the caller's body with the stream, from its first content to its settlement. */
export function relay(begun: BegunStream, options: StreamOptions, hooks: StreamHooks, body: CallerBody): void {
  new Relay(begun, options, hooks, body).start(begun.early)
}

/** `between`: the request is being sent again. `leaving`: the caller went away after the finish; only the report is still read. */
type State = 'flowing' | 'between' | 'leaving' | 'over'

class Relay {
  readonly #options: StreamOptions
  readonly #hooks: StreamHooks
  readonly #body: CallerBody
  readonly #ttftMs: number
  readonly #clock: Clock
  #times: StreamTimes
  #state: State = 'flowing'
  #reader: AnswerStream
  #source: StreamSource
  /** Something has gone out to the caller. */
  #started = false

  constructor({ reader, source, times, ttftMs }: BegunStream, options: StreamOptions, hooks: StreamHooks, body: CallerBody) {
    this.#options = options
    this.#hooks = hooks
    this.#body = body
    this.#ttftMs = ttftMs
    this.#times = times
    this.#reader = reader
    this.#source = source
    this.#clock = new Clock(this.#due, this.#fire)
  }

  start(early: StreamEnd['how'] | undefined) {
    this.#times.lastOut = performance.now()
    const { signal } = this.#options
    signal.addEventListener('abort', this.#aborted)
    if (!this.#body.feedFrom(this) || signal.aborted) return this.left()
    this.#source.events = this.#events
    this.#started = true
    this.#hooks.delivering?.(this.#reader.delivered)
    this.#flush()
    if (early) void this.#finish(early, true)
    else {
      this.#clock.arm()
      if (this.#body.readableLength < this.#body.readableHighWaterMark) this.#source.resume()
    }
  }

  #progress = () => {
    if (this.#state === 'flowing') {
      this.#flush()
      const { hasContent, finished } = this.#reader
      if ((hasContent && this.#times.begin()) || (finished && this.#times.finish())) this.#clock.arm()
    } else if (this.#state === 'leaving') {
      this.#reader.take()
      if (this.#reader.usage) this.#depart()
    }
  }

  #ended = (verdict: Verdict) => {
    if (this.#state === 'leaving') this.#depart()
    else if (this.#state === 'flowing') void this.#finish(howItEnded(verdict, this.#reader.finished), verdict !== 'parted')
  }

  readonly #events: SourceEvents = { progress: this.#progress, ended: this.#ended }

  #flush() {
    const text = this.#reader.take()
    if (text === '') return
    this.#times.lastOut = this.#source.lastAt
    if (!this.#body.push(text)) this.#source.pause()
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
    this.#body.destroy()
  }

  #depart() {
    this.#release('cut')
    this.#settle('gone').catch((error: unknown) => log('error', 'a stream whose caller left was not settled', { error }))
  }

  #aborted = () => this.left()

  async #finish(how: StreamEnd['how'], mayGoOn: boolean) {
    try {
      this.#flush()
      if (how !== 'complete' && mayGoOn && this.#hooks.again && (await this.#again(how, this.#hooks.again))) return
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
    this.#body.last(last)
  }

  /** Goes on with the same request sent again, if there is one and what the caller has can be compared with it. */
  async #again(how: StreamEnd['how'], send: NonNullable<StreamHooks['again']>): Promise<boolean> {
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
    this.#source = new StreamSource(sent.response, this.#reader, this.#options.maxEventBytes, this.#events)
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
    return this.#hooks.settle({ how, finished: whole, usage: whole ? usage : null, delivered, finishReason, ttftMs: this.#ttftMs, words })
  }

  #release(verdict: Verdict) {
    this.#state = 'over'
    this.#clock.stop()
    this.#source.close(verdict)
    this.#options.signal.removeEventListener('abort', this.#aborted)
  }

  #moment(): StreamMoment {
    const flowing = this.#reader.hasContent ? 'relaying' : 'resuming'
    return {
      stage: this.#state === 'between' || this.#state === 'leaving' ? this.#state : flowing,
      held: this.#source.paused || this.#state !== 'flowing',
      lastAt: this.#source.lastAt,
      finished: this.#reader.finished,
      unread: this.#body.readableLength > 0,
      keepAliveMs: this.#hooks.keepAliveMs,
    }
  }

  #due = () => this.#times.due(this.#moment())

  #fire = (now: number) => {
    const passed = this.#times.passed(this.#moment(), now)
    if (passed === undefined) return
    if (this.#state === 'leaving') this.#depart()
    else if (passed === 'comment') {
      this.#body.comment()
      this.#times.lastOut = now
    } else {
      this.#source.close()
      // When the time of the whole call is over, none is left for sending it again.
      void this.#finish(howItEnded('timeout', this.#reader.finished), passed !== 'total')
    }
  }
}
