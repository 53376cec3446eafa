import type { ErrorCode } from '@/lib/errors'
import { isObject } from '@/lib/json-object'
import type { AnswerPart, FinishReason } from '../../generation/part'
import type { AnswerHead, AnswerTotal, StreamWriter } from '../endpoint'
import { errorMembers, failedCode } from './error-event'
import { OutputItems } from './output-items'
import { repeatedParts } from './repeated-parts'
import { begins as backgroundBegins, ending, responseHead, tailOf } from './response-head'
import { responsesUsage } from './responses-usage'
import { storeAnswer, willStore } from './stored/store-answer'
import { toolboxOf } from './toolbox'
import { ownOf } from './write-response'

type Members = Record<string, unknown>

const begins = new Set(['response.created', 'response.queued', 'response.in_progress'])
const ends = new Set(['response.completed', 'response.incomplete'])

/**
 * The events of a response. Those of an upstream that speaks the same go on as they came; only what tells of the response as a whole gets
 * our id and the name that was asked for.
 */
export class ResponseWriter implements StreamWriter {
  readonly #head: AnswerHead
  readonly #output: OutputItems
  /** Its first events were told already, and all others are numbered here. */
  readonly #background: boolean
  #out = ''
  #sequence = 0
  #begun = false
  #repeated = false
  #reason: FinishReason | undefined
  /** The upstream's last event, which goes out when it is known what the call cost. */
  #ending: Members | undefined

  constructor(head: AnswerHead) {
    this.#head = head
    this.#background = head.request.background === true
    if (this.#background) this.#sequence = backgroundBegins.length
    this.#output = new OutputItems(tailOf(head.id), toolboxOf(head.request.own?.body ?? {}).named, this.#emit)
  }

  write(parts: AnswerPart[]): string {
    for (const part of parts) {
      if (!('answer' in part) || part.answer !== 0) continue
      this.#begin()
      if (part.type === 'finish') this.#reason = part.reason
      else this.#output.add(part)
    }
    return this.#take()
  }

  pass(json: Members, data: string | undefined): string {
    const type = String(json.type)
    if (ends.has(type)) {
      this.#ending = json
      return ''
    }
    if (this.#repeated) return this.#passAgain(json)
    if (begins.has(type)) return this.#passHead(type, json)
    this.#begin()
    this.#output.follow(json)
    if (this.#background) {
      this.#emit(json)
      return this.#take()
    }
    this.#count(json)
    const asCame = data === undefined || data.includes('\n') ? JSON.stringify(json) : data
    return `${this.#take()}event: ${type}\ndata: ${asCame}\n\n`
  }

  again() {
    this.#repeated = true
  }

  async last({ cost, usage }: AnswerTotal): Promise<string> {
    this.#begin()
    const own = this.#ending?.response
    const reason = this.#reason ?? 'stop'
    this.#output.close(reason)
    const made: Members = this.#reason === undefined && isObject(own) ? ownOf(own, this.#head) : { ...this.#started(), ...ending(reason) }
    // What the client has is what was told item by item.
    if (this.#repeated || !Array.isArray(made.output) || made.output.length === 0) made.output = this.#output.items
    if (usage && (usage.estimated || !made.usage)) made.usage = responsesUsage(usage)
    const response = await storeAnswer(made, this.#head)
    const type = made.status === 'incomplete' ? 'response.incomplete' : 'response.completed'
    this.#emit({ type, response: { ...response, ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }) } })
    return this.#take()
  }

  failed(code: ErrorCode, message?: string): string {
    const { type, ...error } = errorMembers(code, message)
    this.#emit({ type, ...error })
    const failure = { code: failedCode(error.code), message: error.message }
    this.#emit({ type: 'response.failed', response: { ...this.#started(), store: this.#background, status: 'failed', error: failure } })
    return this.#take()
  }

  /** The answer as it stands. */
  #started = (): Members => ({ ...responseHead(this.#head), store: willStore(this.#head), output: this.#output.items })

  #emit = (event: Members) => {
    this.#out += `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: this.#sequence++ })}\n\n`
  }

  #take(): string {
    const out = this.#out
    this.#out = ''
    return out
  }

  /** The upstream's own numbers go on. */
  #count({ sequence_number: number }: Members): void {
    if (typeof number === 'number' && Number.isSafeInteger(number)) this.#sequence = Math.max(this.#sequence, number + 1)
  }

  #begin(): void {
    if (this.#begun) return
    this.#begun = true
    const response = this.#started()
    if (!this.#background) this.#emit({ type: 'response.created', response })
    this.#emit({ type: 'response.in_progress', response })
  }

  /** The upstream's beginnings, as long as nothing else has gone out. */
  #passHead(type: string, json: Members): string {
    if (this.#background) {
      this.#begin()
      return this.#take()
    }
    this.#count(json)
    if (!isObject(json.response) || (type === 'response.created' && this.#begun)) return ''
    if (type !== 'response.created') this.#begin()
    this.#begun = true
    const response = { ...ownOf(json.response, this.#head), store: willStore(this.#head) }
    return `${this.#take()}event: ${type}\ndata: ${JSON.stringify({ ...json, response })}\n\n`
  }

  /** Events of the same request sent again tell of items by other names, so that they are told as parts. */
  #passAgain(json: Members): string {
    const { parts, item } = repeatedParts(json)
    for (const part of parts) this.#output.add(part)
    if (item) this.#output.whole(item)
    return this.#take()
  }
}
