import type { Usage } from '../generation/part'
import type { UsageSoFar } from './usage-so-far'

/** How a stream that had begun ended, and what it had delivered by then. */
export interface StreamEnd {
  /** `gone`: the caller left. `parted`: the request was sent again, and the text was another than the caller had already. */
  how: 'complete' | 'cut' | 'gone' | 'timeout' | 'malformed' | 'parted'
  /** The upstream came to its finish, so that its report is about the whole answer, also when the caller has left by then. */
  finished: boolean
  /** As reported by the upstream, numbers checked; null when it reported none, or not of a whole answer. */
  usage: Usage | null
  delivered: Delivered
  finishReason: string | null
  ttftMs: number
  /** What the upstream said of its failure, for operators only. */
  words?: string | undefined
}

export interface Delivered {
  /** Content, reasoning and tool arguments that went to the caller, as far as they are kept. */
  text(): string
  /** In characters. */
  readonly length: number
  readonly hasContent: boolean
  /** What the upstream reported of it meanwhile. */
  readonly soFar: Readonly<Pick<UsageSoFar, 'last' | 'current'>>
  /** o200k tokens of the text; never falls while text is added. */
  tokens(): number
}
