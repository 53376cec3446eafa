import { countTokens } from './count-tokens'
import type { DeliveredText } from './delivered-text'

/** A UTF-16 unit is three bytes at most, and no token is less than a byte. */
const TOKENS_A_UNIT = 3
const UNFINISHED_WORD = 4

interface Seen {
  pieces: number
  limit: number
  /** The length at which the limit may be reached at the earliest. */
  lookAt: number
}

/**
 * Keeps each answer of a stream to the tokens that were held for it, whatever the upstream does. Tokenizers differ, so our count alone
 * ends an answer only when it is twice the ceiling; else it must have come in more pieces than the ceiling has tokens, too, which an
 * upstream that keeps to it does not send.
 */
export class AnswerCeiling {
  readonly #most: number
  readonly #delivered: DeliveredText
  readonly #seen = new Map<number, Seen>()

  /** `most` in tokens, for each answer. */
  constructor(most: number, delivered: DeliveredText) {
    this.#most = most
    this.#delivered = delivered
  }

  /** True while nothing of up to so many characters can bring the answer above its ceiling; saves looking closer. */
  isFar(choice: number, length: number): boolean {
    return (this.#delivered.lengthOf(choice) + length) * TOKENS_A_UNIT <= this.#most
  }

  /** A piece of this answer went out. */
  said(choice: number): void {
    this.#of(choice).pieces++
  }

  /** What may still go out of the next text of this answer: all of it, a beginning, or undefined for nothing; then the answer is over. */
  share(choice: number, text: string): string | undefined {
    const most = this.#most
    const seen = this.#of(choice)
    const limit = seen.pieces >= most ? most : most * 2 + 32
    if (limit !== seen.limit) Object.assign(seen, { limit, lookAt: 0 })
    const length = this.#delivered.lengthOf(choice) + text.length
    if (length < seen.lookAt) return text
    const before = this.#delivered.tokensOf(choice)
    const tokens = countTokens(text)
    // A word that comes letter by letter counts for more than it will when it is whole.
    const letters = seen.pieces > before * 1.5 ? UNFINISHED_WORD : 0
    if (before + tokens > limit + letters) return beginningOf(text, tokens, most - before)
    seen.lookAt = length + (limit - before - tokens) / TOKENS_A_UNIT
    return text
  }

  #of(choice: number): Seen {
    let seen = this.#seen.get(choice)
    if (!seen) {
      seen = { pieces: 0, limit: 0, lookAt: 0 }
      this.#seen.set(choice, seen)
    }
    return seen
  }
}

/** So much of a text of so many tokens that it comes to at most `room`. */
function beginningOf(text: string, tokens: number, room: number): string | undefined {
  if (room <= 0) return undefined
  for (let length = Math.floor((text.length * room) / tokens); length > 0; length = Math.floor(length * 0.9)) {
    const part = text.slice(0, length)
    const whole = part.isWellFormed() ? part : part.slice(0, -1)
    if (whole !== '' && countTokens(whole) <= room) return whole
  }
  return undefined
}
