import 'server-only'
import type { Picture } from '@/lib/catalog/entries'
import { outgrows } from '@/lib/json-shape'
import { type Units, unitNames } from '@/lib/units'
import type { UpstreamError } from '../generation/part'
import type { EventReport, PictureKind, TaskRequest } from '../generation/task'
import { isDescribed } from '../measure/image-price'
import { isJsonOrPage } from '../protocols/media-type'
import type { UpstreamTask } from '../protocols/protocol'
import { readError } from '../protocols/read-error'
import { type BrokenReason, longestBody, type ResponseHead } from '../protocols/upstream-response'
import { EventParser } from './event-parser'
import { writable } from './read-answer'
import { objectOf } from './read-task'

type Fault = Exclude<BrokenReason, 'empty'>

/** Makes of what an upstream sends what goes to the caller. */
export interface TaskFeed {
  /** What may go out of a piece; '' where nothing does yet. */
  take(chunk: Buffer): Buffer | string
  /** Nothing more comes: what was still kept. */
  end(): string
  /** Set as soon as something cannot be part of an answer. */
  readonly fault: Fault | undefined
  readonly error: UpstreamError | undefined
  /** Nothing is missing, if the body ended here; `cut` when it did not end by itself. */
  isWhole(cut: boolean): boolean
  readonly reported: Partial<Units>
  /** What was told of each picture. */
  readonly made: readonly Picture[]
}

export const feedOf = (asked: TaskRequest, task: UpstreamTask, response: ResponseHead): TaskFeed =>
  asked.answer === 'bytes' ? new BytesFeed(response) : new EventsFeed(asked, task, response)

/** Bytes pass as they are: they are whole when the body ends by itself. */
class BytesFeed implements TaskFeed {
  readonly fault: Fault | undefined
  readonly error = undefined
  readonly reported = {}
  readonly made = []

  constructor({ headers }: ResponseHead) {
    if (isJsonOrPage(headers['content-type'])) this.fault = 'malformed'
  }
  take(chunk: Buffer) {
    return chunk
  }
  end() {
    return ''
  }
  isWhole(cut: boolean) {
    return !cut
  }
}

/** Many models pack a picture into one event. */
const longestEvent = longestBody
const done = '[DONE]'

/** Events pass one by one: they are whole when one of them says so. */
class EventsFeed implements TaskFeed {
  fault: Fault | undefined
  error: UpstreamError | undefined
  readonly reported: Partial<Units> = {}
  readonly made: Picture[] = []
  readonly #pictures: Record<PictureKind, number> = { done: 0, draft: 0 }
  readonly #asked: TaskRequest
  readonly #task: UpstreamTask
  readonly #parser: EventParser
  /** A whole answer, sent although events were asked for. */
  readonly #whole: Buffer[] | undefined
  #wholeBytes = 0
  #out = ''
  #ended = false

  constructor(asked: TaskRequest, task: UpstreamTask, { headers }: ResponseHead) {
    this.#asked = asked
    this.#task = task
    this.#parser = new EventParser((data, name) => this.#read(data, name), longestEvent)
    if (isJsonOrPage(headers['content-type'])) this.#whole = []
  }

  take(chunk: Buffer) {
    if (this.#whole) {
      this.#wholeBytes += chunk.length
      if (this.#wholeBytes > longestBody) this.fault ??= 'too_large'
      else this.#whole.push(chunk)
    } else if (!this.#parser.push(chunk)) this.fault ??= 'too_large'
    return this.#taken()
  }

  end() {
    if (this.#whole) this.#readWhole(Buffer.concat(this.#whole))
    else if (!this.#parser.end()) this.fault ??= 'too_large'
    return this.#taken()
  }

  isWhole() {
    return this.#ended
  }

  #taken() {
    const out = this.#out
    this.#out = ''
    return out
  }

  #read(data: string, name: string): boolean {
    if (data === done) {
      this.#ended = true
      this.#out += `data: ${done}\n\n`
      return true
    }
    const json = outgrows(Buffer.from(data), writable) ? undefined : objectOf(data)
    if (!json) return this.#broke('malformed')
    if (json.error || json.type === 'error') return this.#broke('error', readError(json.error ?? json))
    const event = this.#task.readEvent?.(json)
    if (event?.picture && this.#isTooMany(event.picture)) return true
    if (event?.ends) this.#ended = true
    if (event) this.#add(event)
    this.#write(data, name)
    return true
  }

  /** It is not asked for, and not charged. */
  #isTooMany(picture: PictureKind): boolean {
    return ++this.#pictures[picture] > (this.#asked.pictures?.[picture] ?? Number.POSITIVE_INFINITY)
  }

  /** Each of several pictures tells its own. */
  #add({ reported, made }: Pick<EventReport, 'reported' | 'made'>) {
    if (made && isDescribed(made)) this.made.push(made)
    for (const unit of unitNames) if (reported[unit] !== undefined) this.reported[unit] = (this.reported[unit] ?? 0) + reported[unit]
  }

  #readWhole(body: Buffer) {
    const json = outgrows(body, writable) ? undefined : objectOf(body)
    if (!json) return this.#broke('malformed')
    if (json.error) return this.#broke('error', readError(json.error))
    const answer = this.#task.read(json, this.#asked)
    if (answer === 'malformed' || typeof answer.content === 'string' || !this.#asked.asEvents) return this.#broke('malformed')
    this.#add(answer)
    this.#ended = true
    for (const event of this.#asked.asEvents(answer.content)) this.#write(JSON.stringify(event), event.type)
  }

  #write(data: string, name: string) {
    const lines = data.includes('\n') ? data.replaceAll('\n', '\ndata: ') : data
    this.#out += `${name ? `event: ${name}\n` : ''}data: ${lines}\n\n`
  }

  #broke(fault: Fault, error?: UpstreamError): false {
    this.fault ??= fault
    this.error ??= error
    return false
  }
}
