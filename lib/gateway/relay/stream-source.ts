import 'server-only'
import type { Readable } from 'node:stream'
import { log } from '@/lib/log'
import type { StreamEnd } from '../measure/stream-end'
import type { BrokenReason, UpstreamResponse } from '../protocols/upstream-response'
import type { AnswerStream, Reading } from './answer-stream'
import { EventParser } from './event-parser'

/** How a body came to its end: `done` with or without the end marker, `cut` by the network, or for what was in it. */
export type Verdict = Exclude<Reading, 'more'> | 'cut' | 'too_large'

export interface SourceEvents {
  /** A chunk has been read and the answer goes on. */
  progress(): void
  /** Called once; nothing is read any more. */
  ended(verdict: Verdict): void
}

const MAX_EVENT = 16 * 1024 * 1024
const MAX_WHOLE = 32 * 1024 * 1024
const DRAIN_MS = 1000

/** Feeds an upstream's body, an event stream or by mistake a whole JSON answer, to a reader; can be held and let go. */
export class StreamSource {
  readonly reader: AnswerStream
  /** Who hears of it now. */
  events: SourceEvents
  /** When bytes last came or reading went on, in `performance.now()` time. */
  lastAt = performance.now()
  paused = false
  readonly #body: Readable
  readonly #parser: EventParser
  #verdict: Verdict | undefined
  #whole: Buffer[] | undefined
  #wholeBytes = 0
  #seen = false
  #over = false

  constructor(response: UpstreamResponse, reader: AnswerStream, maxEventBytes: number | undefined, events: SourceEvents) {
    this.reader = reader
    this.#body = response.body
    this.events = events
    this.#parser = new EventParser(this.#take, maxEventBytes ?? MAX_EVENT)
    if (/\bjson\b/.test(String(response.headers['content-type']))) this.#whole = []
    response.body.on('data', this.#data).on('end', this.#end).on('error', this.#cut).on('close', this.#cut)
  }

  pause() {
    this.paused = true
    this.#body.pause()
  }

  resume() {
    if (!this.paused) return
    this.paused = false
    this.lastAt = performance.now()
    this.#body.resume()
  }

  /** Stops reading. After `done` the rest is let through for a moment, so that the connection can be used again. */
  close(verdict?: Verdict | 'timeout') {
    if (this.#over) return
    this.#over = true
    const body = this.#body
    body.off('data', this.#data).off('end', this.#end).off('error', this.#cut).off('close', this.#cut)
    // What an aborted body still throws is of no interest.
    body.on('error', ignore)
    if (verdict !== 'done' || body.readableEnded || body.destroyed) {
      body.destroy()
      return
    }
    const late = setTimeout(() => body.destroy(), DRAIN_MS)
    body.once('close', () => clearTimeout(late))
    body.resume()
  }

  #take = (data: string, name: string) => {
    const reading = this.#read(data, name)
    if (reading === 'more') return true
    this.#verdict = reading
    return false
  }

  /** JSON so deep that it cannot be written again must not end the process. */
  #read(data: string, name: string): Reading {
    try {
      return this.reader.read(data, name)
    } catch {
      return 'malformed'
    }
  }

  /** What throws here would end the process, and the stream would never be settled. */
  #data = (chunk: Buffer) => {
    try {
      this.#taken(chunk)
    } catch (error) {
      this.#broke(error)
    }
  }

  #taken(chunk: Buffer) {
    this.lastAt = performance.now()
    if (!this.#seen) this.#look(chunk)
    if (this.#whole) {
      this.#wholeBytes += chunk.length
      if (this.#wholeBytes > MAX_WHOLE) this.#finish('too_large')
      else this.#whole.push(chunk)
      return
    }
    const fits = this.#parser.push(chunk)
    if (this.#verdict) this.#finish(this.#verdict)
    else if (!fits) this.#finish('too_large')
    else this.events.progress()
  }

  /** No line of an event stream begins with a brace, whatever the content type says. */
  #look(chunk: Buffer) {
    const first = chunk.find((byte) => byte > 32)
    if (first === undefined) return
    this.#seen = true
    if (first === 0x7b) this.#whole ??= []
    else if (first !== 0x5b) this.#whole = undefined
  }

  #end = () => {
    try {
      this.#finish(this.#verdictAtEnd())
    } catch (error) {
      this.#broke(error)
    }
  }

  #verdictAtEnd(): Verdict {
    if (this.#whole) return this.#readWhole(Buffer.concat(this.#whole).toString())
    if (!this.#parser.end()) return 'too_large'
    // Half an event at the very end is a cut, not a fault of the upstream's JSON.
    return this.#verdict === 'malformed' ? 'cut' : (this.#verdict ?? 'done')
  }

  #broke(error: unknown) {
    log('error', 'a stream could not be read on', { error })
    this.#finish('malformed')
  }

  #readWhole(text: string): Verdict {
    try {
      const reading = this.reader.readWhole(text)
      return reading === 'more' ? 'done' : reading
    } catch {
      return 'malformed'
    }
  }

  #cut = () => this.#finish('cut')

  #finish(verdict: Verdict) {
    if (this.#over) return
    this.close(verdict)
    this.events.ended(verdict)
  }
}

const ignore = () => {}

/** What a body means that came to its end before anything could be made of it. */
export function failureBeforeContent(verdict: Verdict | 'timeout', hasContent: boolean): BrokenReason {
  if (verdict === 'done') return hasContent ? 'cut' : 'empty'
  return verdict === 'parted' || verdict === 'enough' ? 'cut' : verdict
}

/** How a stream ended after its first content. */
export function howItEnded(verdict: Verdict | 'timeout', finished: boolean): StreamEnd['how'] {
  if (finished) return 'complete'
  return verdict === 'timeout' || verdict === 'malformed' || verdict === 'parted' ? verdict : 'cut'
}
