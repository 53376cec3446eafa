import { noUnits, type Units } from '@/lib/units'
import { countTokens } from '../measure/count-tokens'
import { wrong } from './check-members'

/** Texts that a task reads, and tokens that it was given instead of text. */
export interface Texts {
  texts: string[]
  tokens: number
  /** Each is read with a few tokens of the model's own around it. */
  items: number
}

const aroundEach = 4

/** The most tokens that they can come to, without a tokenizer: text has hardly ever more than half its bytes. */
export function mostOf({ texts, tokens, items }: Texts): Units {
  let bytes = 0
  for (const text of texts) bytes += Buffer.byteLength(text)
  return { ...noUnits, inputTokens: Math.ceil(bytes / 2) + tokens + items * aroundEach, requests: 1 }
}

export const countedOf = ({ texts, tokens }: Pick<Texts, 'texts' | 'tokens'>): number => tokens + countTokens(texts.join('\n'))

const isToken = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

/** Reads a text, a list of texts, a list of tokens or a list of such lists. */
export function readTexts(given: unknown, param: string): Texts {
  if (typeof given === 'string') return { texts: [notEmpty(given, param)], tokens: 0, items: 1 }
  if (!Array.isArray(given)) throw wrong(param, 'must be a text, a list of texts, or a list of tokens')
  if (given.length === 0) throw wrong(param, 'is an empty list')
  if (given.every(isToken)) return { texts: [], tokens: given.length, items: 1 }
  const read: Texts = { texts: [], tokens: 0, items: given.length }
  for (const [at, item] of given.entries()) {
    const path = `${param}[${at}]`
    if (typeof item === 'string') read.texts.push(notEmpty(item, path))
    else if (Array.isArray(item) && item.length > 0 && item.every(isToken)) read.tokens += item.length
    else throw wrong(path, 'must be a text or a list of tokens')
  }
  return read
}

function notEmpty(text: string, param: string): string {
  if (text === '') throw wrong(param, 'is empty')
  return text
}
