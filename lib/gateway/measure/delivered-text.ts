import { Strand } from './strand'
import type { Delivered } from './stream-end'
import { UsageSoFar } from './usage-so-far'

/** The kinds of strands; a tool call's is TOOLS + its index. The last is for what has no words, such as sound. */
export const CONTENT = 0
export const REASONING = 1
export const TOOLS = 2
const KINDS = 4096
export const OTHER = KINDS - 1

/** Characters of one answer that are kept to be compared with a second attempt; a mebibyte in memory. */
const MOST_KEPT = 524_288

/** What went to the caller, strand by strand, so that interleaved answers are counted as if each stood alone. */
export class DeliveredText implements Delivered {
  readonly #strands = new Map<number, Strand>()
  readonly #lengths = new Map<number, number>()
  #lastKey = -1
  #last: Strand | undefined
  #kept = true
  length = 0
  hasContent = false
  /** The answer came to its end: the last word is whole. */
  whole = false
  readonly soFar = new UsageSoFar()

  add(choice: number, kind: number, text: string) {
    const key = choice * KINDS + Math.min(kind, KINDS - 1)
    if (key !== this.#lastKey || !this.#last) {
      this.#last = this.#strands.get(key) ?? new Strand(this.#kept)
      this.#lastKey = key
      this.#strands.set(key, this.#last)
    }
    this.#last.add(text)
    this.length += text.length
    this.#lengths.set(choice, (this.#lengths.get(choice) ?? 0) + text.length)
    if (this.#kept && this.length > MOST_KEPT) {
      this.#kept = false
      for (const strand of this.#strands.values()) strand.forget()
    }
  }

  strand(choice: number, kind: number): string {
    return this.#strands.get(choice * KINDS + kind)?.text() ?? ''
  }

  /** Only the plain text and reasoning of one answer, all of it kept: what a second attempt can be compared with. */
  get plain(): boolean {
    if (!this.#kept) return false
    for (const key of this.#strands.keys()) if (key > REASONING) return false
    return true
  }

  /** As far as it is kept. */
  text(): string {
    let all = ''
    for (const strand of this.#strands.values()) all += strand.text()
    return all
  }

  tokens(): number {
    let tokens = 0
    for (const strand of this.#strands.values()) tokens += strand.tokens(this.whole)
    return tokens
  }

  /** In characters, of one of the answers. */
  lengthOf(choice: number): number {
    return this.#lengths.get(choice) ?? 0
  }

  /** Of one of the answers, as if it ended here. */
  tokensOf(choice: number): number {
    let tokens = 0
    for (const [key, strand] of this.#strands) if (Math.floor(key / KINDS) === choice) tokens += strand.tokens(true)
    return tokens
  }
}
