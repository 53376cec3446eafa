/** A doctor's script: what a keyword or a turn of phrase is answered with. `$1` stands for what the visitor said, turned round. */
export interface Script {
  /** The words that say plainly what is talking. */
  label: string
  /** Answered to an empty message. */
  hello: string
  rules: Rule[]
  /** Answers when no rule fits. */
  otherwise: string[]
  /** Answers that come back to something said earlier. */
  recall: string[]
  /** Pairs of words that change places when a sentence is turned round. */
  mirror: Record<string, string>
  /** What separates words: nothing, where a script has no spaces. */
  words: RegExp
}

export interface Rule {
  /** The higher rank speaks first. */
  rank: number
  pattern: RegExp
  answers: string[]
  /** What it caught is worth coming back to. */
  keep?: boolean
}
