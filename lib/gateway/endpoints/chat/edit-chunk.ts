/**
 * Edits of one top-level member in the text of a JSON object, sparing the cost of writing the object anew. Both refuse
 * (undefined) when the member's name stands in the text more than once, since only a parser could tell which is which.
 */
export class Renamer {
  readonly #to: string
  #from: string | undefined
  #needles: string[] = []

  constructor(to: string) {
    this.#to = JSON.stringify(to)
  }

  /** `text` with the model's name `from` replaced. */
  rename(text: string, from: string): string | undefined {
    if (from !== this.#from) {
      this.#from = from
      this.#needles = [`"model":${JSON.stringify(from)}`, `"model": ${JSON.stringify(from)}`]
    }
    for (const needle of this.#needles) {
      const at = text.indexOf(needle)
      if (at < 0 || !alone(text, '"model"', at)) continue
      return `${text.slice(0, at + 8)}${needle[8] === ' ' ? ' ' : ''}${this.#to}${text.slice(at + needle.length)}`
    }
    return undefined
  }
}

const NULL_USAGE = [',"usage":null', ', "usage": null']

/** `text` without its `"usage":null`. */
export function withoutNullUsage(text: string): string | undefined {
  for (const needle of NULL_USAGE) {
    const at = text.indexOf(needle)
    if (at < 0 || !alone(text, '"usage"', text.indexOf('"', at))) continue
    return text.slice(0, at) + text.slice(at + needle.length)
  }
  return undefined
}

const alone = (text: string, name: string, at: number) =>
  text.indexOf(name, at + name.length) < 0 && (at === 0 || text.lastIndexOf(name, at - 1) < 0)
