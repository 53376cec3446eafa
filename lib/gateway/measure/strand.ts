import { countTokens } from './count-tokens'

// A piece ends where more text cannot change it: words with the white space before them, at most 16 characters of
// scripts without spaces, at most 40 of others. So the count of a text is never less than that of its beginning.
const PIECE = /\s{64}|\s*(?:[\u{2e80}-\u{10ffff}]{1,16}|[^\s\u{2e80}-\u{10ffff}]{1,40})[\r\n]*/uy

/** Text that came since the last count and is longer than this is measured by its length, so that counting never takes long. */
const MEASURED_FROM = 1_048_576
/** Small pieces cost many times their size in memory, so they are joined when they come to this many characters. */
const BLOCK = 8192
/** Uncounted text does not wait beyond this many characters. */
const COUNTED_FROM = 32_768

/** One strand of text: an answer's content, its reasoning, the arguments of one tool call. */
export class Strand {
  #kept: string[] | undefined
  #pieces: string[] = []
  #piecesLength = 0
  #uncounted: string[] = []
  #uncountedLength = 0
  #tokens = 0

  constructor(keeps: boolean) {
    if (keeps) this.#kept = []
  }

  add(text: string) {
    this.#pieces.push(text)
    this.#piecesLength += text.length
    if (this.#piecesLength < BLOCK) return
    this.#join()
    if (this.#uncountedLength > COUNTED_FROM) this.#count()
  }

  /** As far as it is kept. */
  text(): string {
    this.#join()
    return this.#kept?.join('') ?? ''
  }

  /** Keeps nothing any more but what is needed for counting. */
  forget() {
    this.#kept = undefined
  }

  tokens(whole: boolean): number {
    this.#join()
    this.#count()
    const rest = this.#uncounted[0] ?? ''
    if (rest === '') return this.#tokens
    return this.#tokens + (whole ? countTokens(rest) : 1)
  }

  #join() {
    if (this.#piecesLength === 0) return
    const block = this.#pieces.join('')
    this.#pieces = []
    this.#piecesLength = 0
    this.#kept?.push(block)
    this.#uncounted.push(block)
    this.#uncountedLength += block.length
  }

  #count() {
    const text = this.#uncounted.join('')
    let from = 0
    if (text.length > MEASURED_FROM) {
      this.#tokens += countTokens(text)
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
    // Written anew, since a part of a text keeps the whole of it in memory.
    this.#uncounted = from === text.length ? [] : [Buffer.from(text.slice(from), 'utf16le').toString('utf16le')]
    this.#uncountedLength = text.length - from
  }
}
