import 'server-only'
import type { Readable } from 'node:stream'
import type { Picture } from '@/lib/catalog/entries'
import { log } from '@/lib/log'
import type { Signal } from '@/lib/signal'
import type { Units } from '@/lib/units'
import { chatErrorEvent } from '../endpoints/chat/error-body'
import type { TaskRequest } from '../generation/task'
import type { StreamEnd } from '../measure/stream-end'
import type { UpstreamTask } from '../protocols/protocol'
import type { Broken, BrokenReason, UpstreamResponse } from '../protocols/upstream-response'
import { type BodySource, CallerBody, keepAliveMs, stillHere } from './caller-body'
import { Clock } from './deadlines'
import { feedOf, type TaskFeed } from './task-feed'

interface TaskStreamOptions {
  asked: TaskRequest
  task: UpstreamTask
  /** Milliseconds: until the first content, between bytes, and of the whole, which counts from `startedAt`. */
  limits: { first: number; idle: number; total: number }
  startedAt: number
  /** The caller's: aborts when the caller goes away. */
  signal: Signal
}

export interface TaskStreamEnd {
  how: StreamEnd['how']
  /** Something has gone out to the caller. */
  started: boolean
  /** Nothing of the answer was missing. */
  whole: boolean
  reported: Partial<Units>
  /** What was told of each picture. */
  made: readonly Picture[]
  ttftMs: number
  words: string | undefined
}

/** Called exactly once, before the end goes out; not awaited when the caller has left. */
type SettleTask = (end: TaskStreamEnd) => Promise<unknown>

export type OpenedTask = { ok: true; start(settle: SettleTask): CallerBody } | Broken

/** Reads the answer to a task up to its first content (or its end, an error, a time limit), so that failing over is still possible. */
export function openTask(response: UpstreamResponse, options: TaskStreamOptions): Promise<OpenedTask> {
  return new Promise((resolve) => new TaskRelay(response, options, resolve))
}

const never = Number.POSITIVE_INFINITY

class TaskRelay implements BodySource {
  readonly #options: TaskStreamOptions
  readonly #resolve: (opened: OpenedTask) => void
  readonly #source: Readable
  readonly #feed: TaskFeed
  readonly #clock: Clock
  readonly #openedAt = performance.now()
  readonly #body = new CallerBody({ failed: chatErrorEvent })
  #state: 'opening' | 'open' | 'flowing' | 'over' = 'opening'
  #first: Buffer | string = ''
  /** The body broke before the caller was there to hear of it. */
  #early: StreamEnd['how'] | undefined
  #settle: SettleTask = async () => {}
  #started = false
  #paused = false
  #lastAt = this.#openedAt
  #lastOut = this.#openedAt
  #ttftMs = 0

  constructor(response: UpstreamResponse, options: TaskStreamOptions, resolve: (opened: OpenedTask) => void) {
    this.#options = options
    this.#resolve = resolve
    this.#source = response.body
    this.#feed = feedOf(options.asked, options.task, response)
    this.#clock = new Clock(this.#due, this.#fire)
    options.signal.addEventListener('abort', this.#left)
    if (options.signal.aborted) this.#left()
    else if (this.#feed.fault) this.#refuse(this.#feed.fault)
    else {
      response.body.on('data', this.#data).on('end', this.#end).on('error', this.#cut).on('close', this.#cut)
      this.#clock.arm()
    }
  }

  #data = (chunk: Buffer) => {
    this.#lastAt = performance.now()
    this.#out(this.#feed.take(chunk))
    if (this.#feed.fault) this.#broke(this.#feed.fault)
  }

  #end = () => {
    this.#out(this.#feed.end())
    if (this.#feed.fault) this.#broke(this.#feed.fault)
    else this.#broke(this.#feed.isWhole(false) ? 'complete' : 'cut')
  }

  #cut = () => this.#broke(this.#feed.isWhole(true) ? 'complete' : 'cut')

  #out(content: Buffer | string) {
    if (content.length === 0) return
    if (this.#state === 'opening') this.#open(content)
    else if (this.#state === 'open') this.#first = Buffer.concat([Buffer.from(this.#first), Buffer.from(content)])
    else if (this.#state === 'flowing') this.#push(content)
  }

  #push(content: Buffer | string) {
    this.#lastOut = performance.now()
    if (!this.#body.push(content)) this.#pause()
  }

  #pause() {
    this.#paused = true
    this.#source.pause()
  }

  #open(content: Buffer | string) {
    this.#state = 'open'
    this.#first = content
    this.#ttftMs = performance.now() - this.#options.startedAt
    this.#pause()
    this.#clock.stop()
    this.#resolve({ ok: true, start: this.#start })
  }

  #start = (settle: SettleTask): CallerBody => {
    this.#settle = settle
    this.#state = 'flowing'
    this.#body.feedFrom(this)
    if (this.#options.signal.aborted) {
      this.left()
      return this.#body
    }
    this.#started = true
    this.#push(this.#first)
    if (this.#early) void this.#finish(this.#early)
    else {
      this.#clock.arm()
      if (this.#body.readableLength < this.#body.readableHighWaterMark) this.wanted()
    }
    return this.#body
  }

  wanted() {
    if (!this.#paused || this.#state !== 'flowing' || this.#early) return
    this.#paused = false
    this.#lastAt = performance.now()
    this.#source.resume()
  }

  #left = () => {
    if (this.#state === 'opening') this.#refuse('aborted')
    else if (this.#state === 'open') this.#close()
    else this.left()
  }

  /** The caller is gone. */
  left() {
    if (this.#state === 'over') return
    this.#release()
    this.#told('gone').catch((error: unknown) => log('error', 'a task whose caller left was not settled', { error }))
    this.#body.destroy()
  }

  /** The body has come to its end, or what is in it cannot be an answer. */
  #broke(why: StreamEnd['how'] | BrokenReason) {
    if (this.#state === 'over' || this.#early) return
    const how = why === 'complete' || why === 'malformed' || why === 'timeout' ? why : 'cut'
    if (this.#state === 'opening') return this.#refuse(why === 'complete' ? 'empty' : (why as BrokenReason))
    if (this.#state === 'flowing') return void this.#finish(how)
    this.#early = how
  }

  #refuse(reason: BrokenReason) {
    this.#release()
    this.#resolve({ ok: false, reason, ...this.#feed.error })
  }

  /** The end goes out when the charge is durable. What is no event has no words for an error: it breaks off. */
  async #finish(how: StreamEnd['how']) {
    this.#release()
    let failed: 'upstream_timeout' | 'upstream_failed' | 'internal' | undefined
    if (how !== 'complete') failed = how === 'timeout' ? 'upstream_timeout' : 'upstream_failed'
    try {
      await this.#told(how)
    } catch (error) {
      log('error', 'a task was not settled', { error })
      failed = 'internal'
    }
    if (!failed) this.#body.push(null)
    else if (this.#options.asked.answer === 'bytes') this.#body.destroy()
    else this.#body.fail(failed)
  }

  #told(how: StreamEnd['how']) {
    const { reported, made, error } = this.#feed
    const whole = how === 'complete' || this.#feed.isWhole(true)
    return this.#settle({ how, started: this.#started, whole, reported, made, ttftMs: this.#ttftMs, words: error?.message })
  }

  #release() {
    this.#state = 'over'
    this.#clock.stop()
    this.#close()
    this.#options.signal.removeEventListener('abort', this.#left)
  }

  #close() {
    const source = this.#source
    source.off('data', this.#data).off('end', this.#end).off('error', this.#cut).off('close', this.#cut)
    // What an aborted body still throws is of no interest.
    source.on('error', () => {})
    if (!source.readableEnded) source.destroy()
  }

  #due = (): number => Math.min(this.#totalAt(), this.#silentAt(), this.#commentAt())
  #totalAt = () => this.#options.startedAt + this.#options.limits.total
  /** An upstream that we hold back is not silent; the clock still has to come back for when it is let go. */
  #silentAt(): number {
    const { first, idle } = this.#options.limits
    if (this.#state === 'opening') return this.#openedAt + first
    return (this.#paused ? performance.now() : this.#lastAt) + idle
  }
  #commentAt(): number {
    if (this.#options.asked.answer !== 'events' || this.#state !== 'flowing') return never
    return (this.#body.readableLength > 0 ? performance.now() : this.#lastOut) + keepAliveMs
  }

  #fire = (now: number) => {
    if (now >= this.#totalAt() || now >= this.#silentAt()) this.#broke('timeout')
    else if (now >= this.#commentAt()) this.#push(stillHere)
  }
}
