import 'server-only'
import { Readable } from 'node:stream'
import type { ErrorCode } from '@/lib/errors'
import { log } from '@/lib/log'
import type { StreamWriter } from '../endpoints/endpoint'
import type { QueuePlace } from '../targets/slots'

/** Of silence, after which the caller gets a comment. */
export const keepAliveMs = 15_000
export const stillHere = ': keep-alive\n\n'
/** How often a call that waits for a slot is told its place. */
const queuedMs = 5000

/** A call that waits is told its place, also as a comment. */
function queuedComment({ position, length, waitMs }: QueuePlace): string {
  const about = waitMs === null ? '' : `, about ${Math.max(1, Math.ceil(waitMs / 1000))} s`
  return `: queued, position ${position} of ${length}${about}\n\n`
}

/** The writer of an answer, or of nothing but an error. */
type Writer = Pick<StreamWriter, 'failed' | 'contentType' | 'keepAlive'>

/** What fills the body from the moment the stream starts. */
export interface BodySource {
  wanted(): void
  left(): void
}

/**
 * The body that a caller of a stream reads. It may be handed out before anything is known: comments keep it alive
 * meanwhile, and until a source starts it may still end with an error event.
 */
export class CallerBody extends Readable {
  readonly #writer: Writer
  #source: BodySource | undefined
  #beat: NodeJS.Timeout | undefined

  constructor(writer: Writer) {
    super({ highWaterMark: 65_536 })
    this.#writer = writer
  }

  get contentType() {
    return this.#writer.contentType
  }

  /** Tells the caller that the answer still comes, and where it stands in the meantime if a comment can say so. */
  comment(place?: QueuePlace) {
    this.push(this.#writer.keepAlive ?? (place ? queuedComment(place) : stillHere))
  }

  /** Comments flow from now on, the first at once, until a source starts. `queued` says where the call stands while it waits for a slot. */
  keepAlive(everyMs: number, queued: () => QueuePlace | undefined = () => undefined) {
    if (this.#source || this.#beat || this.destroyed) return
    const tell = () => {
      const place = queued()
      if (this.readableLength === 0) this.comment(place)
      this.#beat = setTimeout(tell, place ? queuedMs : everyMs)
    }
    tell()
  }

  /** False if the caller has left already; the source then hears nothing more. */
  feedFrom(source: BodySource): boolean {
    clearTimeout(this.#beat)
    if (this.destroyed) return false
    this.#source = source
    return true
  }

  /** Ends with an error event: nothing could be delivered. */
  fail(code: ErrorCode, message?: string) {
    clearTimeout(this.#beat)
    if (this.destroyed) return
    this.push(this.#writer.failed(code, message))
    this.push(null)
  }

  /** The last bytes of what a source filled it with. */
  last(text: string) {
    if (this.destroyed) return
    try {
      this.push(text)
      this.push(null)
    } catch (error) {
      log('error', 'the end of a stream could not be written', { error })
      this.destroy()
    }
  }

  override _read() {
    this.#source?.wanted()
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void) {
    clearTimeout(this.#beat)
    this.#source?.left()
    done(error)
  }
}
