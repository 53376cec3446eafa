import type { ReadingOptions, StreamOptions } from './stream-types'

const SILENCE_MS = 1000
/** An answer with its finish reason is whole; markers and usage that are still missing get this long. */
const AFTER_FINISH_MS = 5000
const NEVER = Number.POSITIVE_INFINITY

/**
 * `between`: the request is being sent again, and has time limits of its own meanwhile. `resuming`: it was sent again, and its first
 * token is still to come.
 */
type StreamStage = 'relaying' | 'between' | 'resuming' | 'leaving'

/** What the time limits of a stream depend on at a moment; times are those of `performance.now()`. */
export interface StreamMoment {
  stage: StreamStage
  /** We hold the upstream back ourselves. */
  held: boolean
  /** When bytes last came. */
  lastAt: number
  finished: boolean
  /** The caller has not read all that there is. */
  unread: boolean
  keepAliveMs: number
}
/** Nothing has gone to the caller. */
interface Opening {
  stage: 'opening'
}

/** A time limit that has passed: of the whole, until the first token, between bytes; or what is due at a time of silence. */
export type Passed = 'total' | 'firstToken' | 'idle' | 'report' | 'silence' | 'comment'

/** The deadlines of one stream. */
export class StreamTimes {
  readonly startedAt: number
  readonly #openedAt = performance.now()
  readonly #limits: ReadingOptions['limits']
  #silenceAt: number
  #begun = false
  #finishedAt: number | undefined
  /** When something last went out to the caller. */
  lastOut = 0

  constructor({ startedAt, limits, onSilence }: Pick<StreamOptions, 'startedAt' | 'limits' | 'onSilence'>) {
    this.startedAt = startedAt ?? this.#openedAt
    this.#limits = limits
    this.#silenceAt = onSilence ? this.#openedAt + SILENCE_MS : NEVER
  }

  /** The deadlines of the same request sent again. */
  again(limits: ReadingOptions['limits']): StreamTimes {
    const times = new StreamTimes({ limits })
    times.lastOut = this.lastOut
    return times
  }

  /** Content has been seen; true the first time. */
  begin(): boolean {
    const first = !this.#begun
    this.#begun = true
    return first
  }

  /** The finish has been seen; true the first time. */
  finish(): boolean {
    if (this.#finishedAt !== undefined) return false
    this.#finishedAt = performance.now()
    return true
  }

  /** The caller has been told that it is silent. */
  told() {
    this.#silenceAt = NEVER
  }

  /** The earliest deadline. */
  due(moment: StreamMoment | Opening): number {
    return Math.min(...this.#deadlines(moment).map(([, at]) => at))
  }

  /** The first in order of importance of those that have passed. */
  passed(moment: StreamMoment | Opening, now: number): Passed | undefined {
    return this.#deadlines(moment).find(([, at]) => now >= at)?.[0]
  }

  #deadlines(moment: StreamMoment | Opening): [Passed, number][] {
    const total: [Passed, number] = ['total', this.startedAt + this.#limits.total]
    if (moment.stage === 'leaving') return [total, ['report', (this.#finishedAt ?? this.#openedAt) + AFTER_FINISH_MS]]
    const firstToken: [Passed, number] = ['firstToken', this.#openedAt + this.#limits.firstToken]
    if (moment.stage === 'opening') return [total, firstToken, ['silence', this.#silenceAt]]
    const comment: [Passed, number] = ['comment', this.#commentAt(moment)]
    if (moment.stage === 'between') return [comment]
    if (moment.stage === 'resuming') return [total, firstToken, comment]
    return [total, ['idle', this.#idleAt(moment)], comment]
  }

  /** An upstream that we hold back is not idle; the clock still has to come back for when it is let go. */
  #idleAt({ held, lastAt, finished }: StreamMoment): number {
    const { idle } = this.#limits
    return (held ? performance.now() : lastAt) + (finished ? Math.min(idle, AFTER_FINISH_MS) : idle)
  }

  #commentAt({ unread, keepAliveMs }: StreamMoment): number {
    return (unread ? performance.now() : this.lastOut) + keepAliveMs
  }
}
