import { CONTENT, type DeliveredText, REASONING } from '../../measure/delivered-text'
import type { Choice } from './chat-chunk'

/**
 * Compares the answer to a request sent again with what the caller already has. Each delta loses the part that is
 * known; a delta that says something else, or something out of order, parts.
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

  /** Shortens the choice's delta in place. */
  skip(choice: Choice): 'known' | 'new' | 'parted' {
    if ((choice.index ?? 0) !== 0 || 'text' in choice) return 'parted'
    const delta = choice.delta ?? {}
    let news = Boolean(choice.finish_reason)
    for (const [name, value] of Object.entries(delta)) {
      if (name === 'role') delete delta.role
      if (value === null || value === '' || name === 'role') continue
      const reasoning = name === 'reasoning_content' || name === 'reasoning'
      if (typeof value !== 'string' || (name !== 'content' && !reasoning)) {
        news = true
        continue
      }
      if (name === 'reasoning' && delta.reasoning_content !== undefined) continue
      const known = reasoning ? this.#reasoning : this.#content
      const both = Math.min(known.length, value.length)
      if (known.slice(0, both) !== value.slice(0, both)) return 'parted'
      if (reasoning) this.#reasoning = known.slice(both)
      else this.#content = known.slice(both)
      delta[name] = value.slice(both)
      if (value.length > both) news = true
    }
    if (!news) return 'known'
    return this.done ? 'new' : 'parted'
  }
}
