import type { ErrorCode } from '@/lib/errors'
import type { StreamWriter } from '../endpoints/endpoint'
import { type AnswerPart, textOfPart, type UpstreamError, type Usage } from '../generation/part'
import { CONTENT, DeliveredText, OTHER, REASONING, TOOLS } from '../measure/delivered-text'
import type { UpstreamEvent, UpstreamProtocol } from '../protocols/protocol'
import { AnswerCeilings } from './answer-ceilings'
import { CatchUp } from './catch-up'

/**
 * What an event was: one of many, the end marker, no JSON, an error, text other than the caller already has, or `enough`: every answer
 * has had what was held for it, and was ended by us.
 */
export type Reading = 'more' | 'done' | 'malformed' | 'error' | 'parted' | 'enough'

export interface AnswerStreamOptions {
  /** That the upstream speaks. */
  protocol: Pick<UpstreamProtocol, 'reader'>
  /** In the caller's shape. */
  writer: StreamWriter
  /** Both speak the same protocol: events pass as they came. */
  alike: boolean
  /** How many answers were asked for, and the most tokens that each may have; default one without an end. */
  answers?: number
  answerTokens?: number
}

/** Reads an upstream's events into parts, keeps account of what they say, and has them written for the caller. */
export class AnswerStream {
  readonly delivered: DeliveredText
  /** Text, reasoning, a tool call or a finish reason has been read, whether it goes out or not: more than a promise of content. */
  hasContent = false
  finishReason: string | null = null
  usage: Usage | null = null
  error: UpstreamError | undefined
  readonly #options: AnswerStreamOptions
  readonly #reader
  readonly #open = new Set<number>()
  readonly #closed = new Set<number>()
  readonly #ceilings: AnswerCeilings
  #catchUp: CatchUp | undefined
  #out = ''
  /** An event is taken account of, and not written yet; it stays so when it cannot be written. */
  #writing = false

  constructor(options: AnswerStreamOptions, earlier?: AnswerStream) {
    this.#options = options
    this.#reader = options.protocol.reader()
    this.delivered = earlier?.delivered ?? new DeliveredText()
    this.#ceilings = new AnswerCeilings(options, this.delivered)
    if (earlier) this.#catchUp = new CatchUp(earlier.delivered)
  }

  /** Every answer that was begun has its finish reason. */
  get finished() {
    return this.finishReason !== null && this.#open.size === 0
  }

  /** How many characters there are to take. */
  get held() {
    return this.#out.length
  }

  /** What is to go out since the last call. */
  take() {
    const out = this.#out
    this.#out = ''
    return out
  }

  read(data: string, name: string): Reading {
    const event = this.#reader.read(data, name)
    return typeof event === 'string' ? event : this.#account(event, data.length, data)
  }

  /** A whole JSON answer, sent although a stream was asked for. */
  readWhole(text: string): Reading {
    const events = this.#reader.readWhole(text)
    if (events === 'malformed') return 'malformed'
    for (const event of events) {
      const reading = this.#account(event, text.length)
      if (reading !== 'more') return reading
    }
    return 'done'
  }

  /** The last bytes of a complete answer. */
  last(settled: { cost?: string; usage?: Usage } | undefined): string | Promise<string> {
    return this.#options.writer.last({ cost: settled?.cost, usage: settled?.usage ?? this.usage })
  }

  /** The last bytes of a broken one. */
  failed(code: ErrorCode): string {
    return this.#options.writer.failed(code)
  }

  /** What the caller has can be compared with the same request sent again: the beginning of the text of a single answer. */
  get comparable(): boolean {
    const { delivered, finishReason } = this
    const single = (this.#options.answers ?? 1) === 1
    return delivered.hasContent && delivered.plain && finishReason === null && single && !this.#writing
  }

  /** A reader for the same request sent again, perhaps to another target, which skips what this one has written. */
  again(target: Omit<AnswerStreamOptions, 'writer'>): AnswerStream {
    const { writer } = this.#options
    writer.again()
    return new AnswerStream({ ...target, writer }, this)
  }

  /** Takes account of what an event says, and has written what of it may go out. */
  #account({ parts, json }: UpstreamEvent, length: number, data?: string): Reading {
    let usage: Usage | undefined
    for (const part of parts) {
      if (part.type === 'usage') usage = this.usage = part.usage
      else if (part.type === 'error') {
        this.error = part.error
        return 'error'
      }
    }
    let fresh = parts
    let first = false
    if (this.#catchUp) {
      this.hasContent ||= parts.some(({ type }) => type !== 'begin' && type !== 'usage')
      const skipped = this.#catchUp.skip(parts)
      if (skipped === 'parted') return 'parted'
      if (skipped.length === 0) {
        for (const part of parts) if ('answer' in part && part.type !== 'begin') this.#ceilings.said(part.answer)
        return 'more'
      }
      this.#catchUp = undefined
      // Events that say nothing were skipped with the others, such as the beginning of a block; a writer makes what is missing.
      first = skipped.some(({ type }) => type !== 'tool-call')
      fresh = skipped
    }
    this.#writing = true
    const kept = this.#keep(fresh, length)
    const { soFar } = this.delivered
    if (soFar.current) soFar.said(kept.map(textOfPart).join(''), usage)
    const { writer, alike } = this.#options
    if (!alike || !json || first || kept !== fresh) this.#out += writer.write(kept)
    else this.#out += writer.pass(json, data)
    this.#writing = false
    return this.#ceilings.reached(this.#closed.size) ? 'enough' : 'more'
  }

  /** The parts that may go out, taken account of one by one; the same list when these are all. */
  #keep(parts: AnswerPart[], length: number): AnswerPart[] {
    let kept: AnswerPart[] | undefined
    for (let at = 0; at < parts.length; at++) {
      const part = parts[at] as AnswerPart
      const instead = 'answer' in part ? this.#insteadOf(part, length) : undefined
      if (instead) {
        kept ??= parts.slice(0, at)
        kept.push(...instead)
        instead.forEach(this.#tap)
      } else {
        kept?.push(part)
        this.#tap(part)
      }
    }
    return kept ?? parts
  }

  #insteadOf(part: Extract<AnswerPart, { answer: number }>, length: number): AnswerPart[] | undefined {
    return this.#ceilings.drops(part.answer) ? [] : this.#ceilings.cut(part, length)
  }

  #tap = (part: AnswerPart) => {
    if (!('answer' in part) || part.type === 'begin' || part.type === 'signature') return
    const { answer } = part
    const { delivered } = this
    this.hasContent = true
    if (part.type === 'finish') {
      this.finishReason = part.told
      this.#open.delete(answer)
      this.#closed.add(answer)
      return
    }
    if (part.type === 'text' || part.type === 'refusal') delivered.add(answer, CONTENT, part.text)
    else if (part.type === 'reasoning') delivered.add(answer, REASONING, part.text)
    else if (part.type === 'tool-call') delivered.add(answer, TOOLS + part.call, part.name)
    else if (part.type === 'tool-arguments') delivered.add(answer, TOOLS + part.call, part.text)
    else delivered.add(answer, OTHER, '')
    delivered.hasContent = true
    this.#ceilings.said(answer)
    if (!this.#closed.has(answer)) this.#open.add(answer)
  }
}
