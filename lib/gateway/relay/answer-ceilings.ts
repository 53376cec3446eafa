import { type AnswerPart, textOfPart } from '../generation/part'
import { AnswerCeiling } from '../measure/answer-ceiling'
import type { DeliveredText } from '../measure/delivered-text'

/** Keeps a stream to the answers that were asked for, and each of these to its ceiling. */
export class AnswerCeilings {
  readonly #answers: number
  readonly #ceiling: AnswerCeiling
  readonly #seen = new Set<number>()
  readonly #over = new Set<number>()

  constructor({ answers = Infinity, answerTokens = Infinity }: { answers?: number; answerTokens?: number }, delivered: DeliveredText) {
    this.#answers = answers
    this.#ceiling = new AnswerCeiling(answerTokens, delivered)
  }

  /** Whether nothing is left to come, `closed` answers having come to an end, one of them at least by us. */
  reached(closed: number): boolean {
    return this.#over.size > 0 && closed >= this.#answers
  }

  /** Nothing of this answer goes out: it was ended by us, or nobody asked for one more. */
  drops(answer: number): boolean {
    if (this.#over.has(answer)) return true
    if (this.#seen.has(answer)) return false
    if (this.#seen.size >= this.#answers) return true
    this.#seen.add(answer)
    return false
  }

  /** What goes out in place of a part that would bring its answer above the ceiling, and the answer's end; undefined: it may go as it is. */
  cut(part: Extract<AnswerPart, { answer: number }>, eventLength: number): AnswerPart[] | undefined {
    const { answer } = part
    if (this.#ceiling.isFar(answer, eventLength)) return undefined
    const text = textOfPart(part)
    if (text === '') return undefined
    const share = this.#ceiling.share(answer, text)
    if (share === text) return undefined
    this.#over.add(answer)
    const end: AnswerPart = { type: 'finish', answer, reason: 'length', told: 'length' }
    // Half of a tool's arguments cannot be used, so none of them goes out; a text may end anywhere.
    const words = part.type === 'text' || part.type === 'reasoning' || part.type === 'refusal'
    return share !== undefined && words ? [{ ...part, text: share }, end] : [end]
  }

  said(answer: number): void {
    this.#ceiling.said(answer)
  }
}
