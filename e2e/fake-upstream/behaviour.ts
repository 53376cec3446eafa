/**
 * A model's name says how this upstream behaves: words joined by `.`, each with arguments after `-`, numbers
 * joined by `x` (`gzip.slow-50x64.cut-3`). Words that are not known do nothing, so real names are plain models.
 */
export interface Behaviour {
  has(word: string): boolean
  /** The n-th number of a word, or the fallback when the word or the number is missing. */
  number(word: string, fallback: number, index?: number): number
  /** What stands after the dash, as text. */
  argument(word: string): string | undefined
}

export function behaviourOf(model: string): Behaviour {
  const words = new Map<string, string>()
  for (const part of model.split(/[.+/:]/)) {
    const [word = '', ...rest] = part.split('-')
    words.set(word, rest.join('-'))
  }
  return {
    has: (word) => words.has(word),
    argument: (word) => words.get(word) || undefined,
    number(word, fallback, index = 0) {
      const value = Number(words.get(word)?.split('x')[index] || Number.NaN)
      return Number.isFinite(value) ? value : fallback
    },
  }
}

const words = 'river stone light garden winter paper morning silver forest window letter summer bridge music harbor candle'.split(' ')

/** The i-th piece of every plain answer: exactly one token of the o200k table. */
export const pieceOf = (i: number, unicode = false): string =>
  unicode ? (['上海', '交通', ' 大学', '🚀', 'é', ' 模型', '\u{1F468}‍🔬', 'ß'][i % 8] ?? '') : ` ${words[i % words.length]}`

/** The text of the first `count` pieces. */
export const textOf = (count: number, unicode = false): string => Array.from({ length: count }, (_, i) => pieceOf(i, unicode)).join('')
