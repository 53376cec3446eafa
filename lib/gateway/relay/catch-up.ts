import type { AnswerPart } from '../generation/part'
import { CONTENT, type DeliveredText, REASONING } from '../measure/delivered-text'

/**
 * Compares the answer to a request sent again with what the caller already has. Each part loses what is known; one that says something
 * else, or something out of order, parts the two answers.
 */
export class CatchUp {
  #content: string
  #reasoning: string

  constructor(delivered: DeliveredText) {
    this.#content = delivered.strand(0, CONTENT)
    this.#reasoning = delivered.strand(0, REASONING)
  }

  get done() {
    return this.#content === '' && this.#reasoning === ''
  }

  /** What is new in these parts. */
  skip(parts: AnswerPart[]): AnswerPart[] | 'parted' {
    const fresh: AnswerPart[] = []
    for (const part of parts) {
      if (!('answer' in part) || (part.type === 'begin' && part.answer === 0) || part.type === 'signature') continue
      if (part.answer !== 0) return 'parted'
      const rest = part.type === 'text' || part.type === 'reasoning' ? this.#rest(part.type, part.text) : undefined
      if (rest === 'parted') return 'parted'
      if (rest === undefined) fresh.push(part)
      else if (rest.text !== '') fresh.push({ ...part, ...rest })
    }
    return fresh.length === 0 || this.done ? fresh : 'parted'
  }

  #rest(type: 'text' | 'reasoning', text: string): { text: string } | 'parted' {
    const known = type === 'text' ? this.#content : this.#reasoning
    const both = Math.min(known.length, text.length)
    if (known.slice(0, both) !== text.slice(0, both)) return 'parted'
    if (type === 'text') this.#content = known.slice(both)
    else this.#reasoning = known.slice(both)
    return { text: text.slice(both) }
  }
}
