import type { Usage } from './usage'

/** How a stream that had begun ended, and what it had delivered by then. */
export interface StreamEnd {
  /** `gone`: the caller left. */
  how: 'complete' | 'cut' | 'gone' | 'timeout' | 'malformed'
  /** As reported by the upstream, numbers checked; null when it reported none. */
  usage: Usage | null
  delivered: Delivered
  finishReason: string | null
  ttftMs: number
}

export interface Delivered {
  /** Content, reasoning and tool arguments that went to the caller. */
  text(): string
  readonly hasContent: boolean
  /** o200k tokens of the text; never falls while text is added. */
  tokens(): number
}
