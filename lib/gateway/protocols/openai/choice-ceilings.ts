import { AnswerCeiling } from '../../measure/answer-ceiling'
import type { DeliveredText } from '../../measure/delivered-text'
import { type Choice, textOfDelta } from './chat-chunk'

/** Keeps the choices of a stream to the answers that were asked for, and each of these to its ceiling. */
export class ChoiceCeilings {
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

  /** Nothing of this choice goes out: its answer was ended by us, or nobody asked for one more. */
  drops(index: number): boolean {
    if (this.#over.has(index)) return true
    if (this.#seen.has(index)) return false
    if (this.#seen.size >= this.#answers) return true
    this.#seen.add(index)
    return false
  }

  /** Shortens a choice that would bring its answer above the ceiling and ends it, in place; false if it may go out as it is. */
  cut(choice: Choice, index: number, eventLength: number): boolean {
    if (this.#ceiling.isFar(index, eventLength)) return false
    const delta = choice.delta ?? (typeof choice.text === 'string' ? { content: choice.text } : {})
    const text = textOfDelta(delta)
    if (text === '') return false
    const part = this.#ceiling.share(index, text)
    if (part === text) return false
    this.#over.add(index)
    // Of arguments of tools a beginning is worth nothing; a text is as good as its words.
    const name = ['content', 'reasoning_content', 'reasoning', 'refusal'].find((each) => delta[each] === text)
    if ('text' in choice) choice.text = part ?? ''
    else choice.delta = part !== undefined && name ? { [name]: part } : {}
    choice.finish_reason = 'length'
    return true
  }

  said(index: number): void {
    this.#ceiling.said(index)
  }
}
