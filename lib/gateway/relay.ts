import 'server-only'
import { log } from '@/lib/log'
import { CallerBody, KEEP_ALIVE } from './caller-body'
import { Clock } from './clock'
import { loadCounter } from './count'
import { DeliveredText } from './delivered'
import { ChatStream } from './protocols/openai/chat-stream'
import { errorEvent } from './protocols/openai/error-event'
import type { StreamReader } from './protocols/stream-reader'
import type { StreamEnd } from './stream-end'
import { StreamSource, type Verdict } from './stream-source'
import type { OpenedStream, StreamEnds, StreamFailure, StreamOptions } from './stream-types'
import type { UpstreamResponse } from './upstream-response'

const SILENCE_MS = 1000
/** An answer with its finish reason is whole; markers and usage that are still missing get this long. */
const AFTER_FINISH_MS = 5000
/** Characters that may wait for the first content. */
const MAX_HELD = 1_048_576

/** Reads an upstream's event stream up to its first content (or its end, an error, a time limit), so that failing over is still possible. */
export function openStream(response: UpstreamResponse, options: StreamOptions): Promise<OpenedStream> {
  return new Promise((resolve) => new Relay(response, options, resolve))
}

/** `leaving`: the caller went away after the finish; only the report is still read. */
type State = 'opening' | 'open' | 'flowing' | 'again' | 'leaving' | 'over'

class Relay {
  readonly #options: StreamOptions
  readonly #resolve: (opened: OpenedStream) => void
  readonly #clock: Clock
  readonly #startedAt: number
  readonly #openedAt = performance.now()
  #state: State = 'opening'
  #reader: StreamReader
  #source: StreamSource
  #body: CallerBody | undefined
  #ends: StreamEnds | undefined
  /** The body ended before the caller was there to hear of it. */
  #early: StreamEnd['how'] | undefined
  #silent = false
  /** Something has gone out to the caller. */
  #started = false
  #lastOut = 0
  #ttftMs = 0
  #finishedAt: number | undefined

  constructor(response: UpstreamResponse, options: StreamOptions, resolve: (opened: OpenedStream) => void) {
    this.#options = options
    this.#resolve = resolve
    this.#startedAt = options.startedAt ?? this.#openedAt
    this.#clock = new Clock(this.#due, this.#fire)
    this.#reader = options.reader ?? new ChatStream(options)
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
      this.#lookForFinish()
    } else if (this.#state === 'leaving') {
      this.#reader.take()
      if (this.#reader.usage) this.#depart()
    } else if (this.#reader.hasContent) this.#open()
    else if (this.#reader.held > MAX_HELD) this.#refuse('too_large')
  }

  #lookForFinish() {
    if (this.#finishedAt !== undefined || !this.#reader.finished) return
    this.#finishedAt = performance.now()
    this.#clock.arm()
  }

  #ended = (verdict: Verdict | 'timeout') => {
    if (this.#state === 'leaving') return this.#depart()
    const { finished } = this.#reader
    const broken = verdict === 'timeout' || verdict === 'malformed' ? verdict : 'cut'
    const how = finished ? 'complete' : broken
    if (this.#state === 'flowing') void this.#finish(how, verdict !== 'parted')
    else if (this.#state === 'open') this.#early = how
    else if (this.#state === 'opening' && finished) {
      this.#early = how
      this.#open()
    } else if (this.#state === 'opening') this.#refuse(this.#failure(verdict))
  }

  #failure(verdict: Verdict | 'timeout'): StreamFailure {
    if (verdict === 'error') return 'error_event'
    if (verdict === 'done') return this.#reader.hasContent ? 'cut' : 'empty'
    return verdict === 'parted' || verdict === 'enough' ? 'cut' : verdict
  }

  #open() {
    this.#state = 'open'
    this.#ttftMs = performance.now() - this.#startedAt
    this.#source.pause()
    this.#clock.stop()
    // Needed at the end or for the journal; loaded by now in all but the first stream of a process.
    loadCounter().catch(() => {})
    this.#resolve({ ok: true, start: this.#start, discard: () => this.#release('cut') })
  }

  #refuse(reason: StreamFailure) {
    this.#release('cut')
    this.#resolve({ ok: false, reason, ...this.#reader.error })
  }

  #start = (ends: StreamEnds, body = new CallerBody()): CallerBody => {
    this.#ends = ends
    this.#body = body
    this.#state = 'flowing'
    this.#lastOut = performance.now()
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
    this.#lastOut = this.#source.lastAt
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
      this.#finishedAt ??= performance.now()
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
      last = how === 'complete' ? this.#reader.last(settled) : this.#reader.failed(how)
    } catch (error) {
      log('error', 'a stream was not settled', { error })
      last = errorEvent('internal')
    }
    this.#endBody(last)
  }

  #endBody(last: string) {
    const body = this.#body
    if (!body || body.destroyed) return
    try {
      body.push(last)
      body.push(null)
    } catch (error) {
      log('error', 'the end of a stream could not be written', { error })
      body.destroy()
    }
  }

  /** Goes on with the same request sent again, if there is one and what the caller has can be compared with it. */
  async #again(how: StreamEnd['how'], send: NonNullable<StreamEnds['again']>): Promise<boolean> {
    const { delivered, finishReason } = this.#reader
    if (!delivered.hasContent || finishReason !== null) return false
    const reader = this.#reader.again()
    if (!reader) return false
    this.#state = 'again'
    this.#source.close()
    const response = await send(how).catch(() => null)
    if ((this.#state as State) === 'over') {
      response?.body.on('error', () => {}).destroy()
      return true
    }
    this.#state = 'flowing'
    if (!response) return false
    this.#reader = reader
    this.#source = this.#read(response)
    this.#clock.arm()
    return true
  }

  async #settle(how: StreamEnd['how']) {
    const { usage, finished, finishReason } = this.#reader
    const delivered = this.#started ? this.#reader.delivered : new DeliveredText()
    const whole = this.#started && finished
    delivered.whole = how === 'complete' || whole
    await loadCounter().catch((error: unknown) => log('error', 'the token table did not load', { error }))
    return this.#ends?.settle({ how, finished: whole, usage: whole ? usage : null, delivered, finishReason, ttftMs: this.#ttftMs })
  }

  #release(verdict: Verdict) {
    this.#state = 'over'
    this.#clock.stop()
    this.#source.close(verdict)
    this.#options.signal.removeEventListener('abort', this.#aborted)
  }

  #due = () => {
    const total = this.#startedAt + this.#options.limits.total
    if (this.#state === 'opening') return Math.min(total, this.#firstTokenAt(), this.#silentAt())
    if (this.#state === 'leaving') return Math.min(total, (this.#finishedAt ?? 0) + AFTER_FINISH_MS)
    return Math.min(total, this.#idleAt(), this.#commentAt())
  }

  #firstTokenAt = () => this.#openedAt + this.#options.limits.firstToken
  #silentAt = () => (this.#silent || !this.#options.onSilence ? Number.POSITIVE_INFINITY : this.#openedAt + SILENCE_MS)

  /** An upstream that we hold back ourselves is not idle; the clock still has to come back for when it is let go. */
  #idleAt() {
    const held = this.#source.paused || this.#state !== 'flowing'
    const { idle } = this.#options.limits
    return (held ? performance.now() : this.#source.lastAt) + (this.#reader.finished ? Math.min(idle, AFTER_FINISH_MS) : idle)
  }

  #commentAt() {
    const waiting = this.#body && this.#body.readableLength > 0
    return (waiting ? performance.now() : this.#lastOut) + (this.#ends?.keepAliveMs ?? Number.POSITIVE_INFINITY)
  }

  #fire = (now: number) => {
    if (this.#state === 'leaving') return now >= this.#due() ? this.#depart() : undefined
    if (now >= this.#startedAt + this.#options.limits.total) return this.#late(true)
    if (this.#state === 'opening') {
      if (now >= this.#firstTokenAt()) return this.#late(false)
      if (now < this.#silentAt()) return
      this.#silent = true
      this.#options.onSilence?.()
      return
    }
    if (now >= this.#idleAt()) return this.#late(false)
    if (now >= this.#commentAt()) {
      this.#body?.push(KEEP_ALIVE)
      this.#lastOut = now
    }
  }

  #late(final: boolean) {
    this.#source.close()
    if (this.#state === 'opening' || !final) this.#ended('timeout')
    else void this.#finish(this.#reader.finished ? 'complete' : 'timeout', false)
  }
}
