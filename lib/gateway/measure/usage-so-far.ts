import type { Usage } from '../generation/part'

/** The bytes of a character whose last one is still to come, or a token that is not shown. */
const UNSHOWN = 4

/**
 * What an upstream reports with every chunk. It is believed as long as every chunk that says something comes with a report, no report is
 * less than the one before, and none has more tokens than what was said has bytes.
 */
export class UsageSoFar {
  /** The last report that was believed. */
  last: Usage | null = null
  /** The last report is about all that was said. */
  current = true
  #bytes = 0

  /** An event said this text, and came with this report. */
  said(text: string, usage: Usage | undefined) {
    if (!this.current || (text === '' && !usage)) return
    this.#bytes += Buffer.byteLength(text)
    if (usage && this.#canBe(usage)) this.last = usage
    else this.current = false
  }

  #canBe({ inputTokens, outputTokens }: Usage): boolean {
    const grows = !this.last || (inputTokens >= this.last.inputTokens && outputTokens >= this.last.outputTokens)
    return grows && outputTokens <= this.#bytes + UNSHOWN
  }
}
