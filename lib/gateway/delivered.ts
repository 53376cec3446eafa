import { countTokens } from './count'
import type { Delivered } from './stream-end'

// A piece ends where more text cannot change it: words with the white space before them, at most 16 characters of
// scripts without spaces, at most 40 of others. So the count of a text is never less than that of its beginning.
const PIECE = /\s{64}|\s*(?:[\u{2e80}-\u{10ffff}]{1,16}|[^\s\u{2e80}-\u{10ffff}]{1,40})[\r\n]*/uy

const MEASURED_FROM = 1_048_576

/** One strand of text: an answer's content, its reasoning, the arguments of one tool call. */
class Strand {
  text = ''
  #tokens = 0
  #counted = 0

  tokens(whole: boolean): number {
    const { text } = this
    let from = this.#counted
    // Nobody speaks that much between two counts; it is measured, so that counting never takes long.
    if (text.length - from > MEASURED_FROM) {
      this.#tokens += countTokens(text.slice(from))
      from = text.length
    }
    PIECE.lastIndex = from
    while (PIECE.test(text)) {
      const to = PIECE.lastIndex
      if (to === text.length) break
      this.#tokens += countTokens(text.slice(from, to))
      from = to
    }
    PIECE.lastIndex = 0
    this.#counted = from
    if (from === text.length) return this.#tokens
    return this.#tokens + (whole ? countTokens(text.slice(from)) : 1)
  }
}

/** The kinds of strands; a tool call's is TOOLS + its index. */
export const CONTENT = 0
export const REASONING = 1
export const TOOLS = 2
const KINDS = 4096

/** What went to the caller, strand by strand, so that interleaved answers are counted as if each stood alone. */
export class DeliveredText implements Delivered {
  readonly #strands = new Map<number, Strand>()
  #lastKey = -1
  #last: Strand | undefined
  hasContent = false
  /** The answer came to its end: the last word is whole. */
  whole = false

  add(choice: number, kind: number, text: string) {
    const key = choice * KINDS + Math.min(kind, KINDS - 1)
    if (key !== this.#lastKey || !this.#last) {
      this.#last = this.#strands.get(key) ?? new Strand()
      this.#lastKey = key
      this.#strands.set(key, this.#last)
    }
    this.#last.text += text
  }

  strand(choice: number, kind: number): string {
    return this.#strands.get(choice * KINDS + kind)?.text ?? ''
  }

  /** Only the plain text and reasoning of one answer: what a second attempt can be compared with. */
  get plain(): boolean {
    for (const key of this.#strands.keys()) if (key > REASONING) return false
    return true
  }

  text(): string {
    let all = ''
    for (const strand of this.#strands.values()) all += strand.text
    return all
  }

  tokens(): number {
    let tokens = 0
    for (const strand of this.#strands.values()) tokens += strand.tokens(this.whole)
    return tokens
  }
}
