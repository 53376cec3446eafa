import { endOfString } from './json-shape'

const quote = 34
const colon = 58
const comma = 44
const [opensList, closesList, opens, closes] = [0x5b, 0x5d, 0x7b, 0x7d]
const marks = [quote, colon, opensList, closesList, opens, closes]
const isMark = Uint8Array.from({ length: 256 }, (_, byte) => Number(marks.includes(byte)))
/** The engine's own search finds what is farther away, and costs as much to call as some bytes do here. */
const near = 32

/** Writing a smaller object anew costs too little to be spared. */
export const editedFrom = 16_384

/** An object as it was parsed, and the bytes that it was parsed from while they are kept. */
export interface Original {
  readonly object: Record<string, unknown>
  bytes: Buffer | undefined
}

/**
 * What `JSON.stringify(object)` says, in the words of the original as far as its outermost members are the same, so that only the others are
 * written. Whole numbers are: many servers refuse an integer that is written as 4096.0 or 4e3.
 */
export function rewritten(object: Record<string, unknown>, original: Original | undefined): Buffer | string {
  const bytes = original?.bytes
  const outline = bytes && bytes.length >= editedFrom ? outlineOf(bytes) : undefined
  if (!original || !bytes || !outline) return JSON.stringify(object)
  const members = new Map(Object.entries(object).filter(([, value]) => value !== undefined))
  const pieces: Buffer[] = []
  const put = (...piece: Buffer[]) => pieces.push(pieces.length === 0 ? brace : between, ...piece)
  for (const [name, { at, from, to }] of outline.places) {
    if (!members.has(name)) continue
    const value = members.get(name)
    members.delete(name)
    if (value === original.object[name] && !Number.isSafeInteger(value)) put(bytes.subarray(at, to))
    else put(bytes.subarray(at, from), Buffer.from(JSON.stringify(value)))
  }
  for (const [name, value] of members) put(Buffer.from(`${JSON.stringify(name)}:${JSON.stringify(value)}`))
  return pieces.length === 0 ? '{}' : Buffer.concat([...pieces, lastBrace])
}

const [brace, between, lastBrace] = [Buffer.from('{'), Buffer.from(','), Buffer.from('}')]

/** How many names of members stand in JSON at any depth, each as often as it is written. */
export const namesIn = (bytes: Buffer): number | undefined => outlineOf(bytes)?.names

interface Outline {
  /** Where each outermost member begins, and where its value begins and ends. */
  places: Map<string, { at: number; from: number; to: number }>
  names: number
}

/** Of JSON that has been parsed. Undefined for what is no object, or has names outside that need a parser. */
function outlineOf(bytes: Buffer): Outline | undefined {
  const places: Outline['places'] = new Map()
  const nested = new Nested(bytes)
  let at = afterSpace(bytes, 0)
  if (bytes[at] !== opens) return undefined
  at = afterSpace(bytes, at + 1)
  while (bytes[at] === quote) {
    const ends = endOfString(bytes, at + 1)
    const name = bytes.toString('utf8', at + 1, ends)
    if (name.includes('\\') || places.has(name)) return undefined
    const from = afterSpace(bytes, afterSpace(bytes, ends + 1) + 1)
    const to = nested.endOf(from)
    places.set(name, { at, from, to })
    at = afterSpace(bytes, to)
    if (bytes[at] === comma) at = afterSpace(bytes, at + 1)
  }
  return bytes[at] === closes ? { places, names: places.size + nested.names } : undefined
}

const isSpace = (byte: number | undefined): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9

function afterSpace(bytes: Buffer, from: number): number {
  let at = from
  while (isSpace(bytes[at])) at++
  return at
}

/** Finds the ends of values, in order. */
class Nested {
  readonly #bytes: Buffer
  /** Where each mark stands next, as far as it was looked for. */
  readonly #next = marks.map(() => -1)
  names = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  endOf(from: number): number {
    const bytes = this.#bytes
    const first = bytes[from]
    if (first === quote) return endOfString(bytes, from + 1) + 1
    if (first !== opens && first !== opensList) return endOfWord(bytes, from)
    let depth = 0
    for (let at = from; at < bytes.length; at = this.#markFrom(at + 1)) {
      const byte = bytes[at]
      if (byte === quote) at = endOfString(bytes, at + 1)
      else if (byte === colon) this.names++
      else if (byte === opens || byte === opensList) depth++
      else if (--depth === 0) return at + 1
    }
    return bytes.length
  }

  #markFrom(from: number): number {
    const bytes = this.#bytes
    const { length } = bytes
    let at = from
    for (const far = Math.min(length, from + near); at < far; at++) if (isMark[bytes[at] as number]) return at
    let found = length
    for (const [which, mark] of marks.entries()) {
      let next = this.#next[which] as number
      if (next < at) {
        const place = bytes.indexOf(mark, at)
        next = this.#next[which] = place < 0 ? length : place
      }
      if (next < found) found = next
    }
    return found
  }
}

/** Of a number, or of true, false or null. */
function endOfWord(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== comma && bytes[at] !== closes && !isSpace(bytes[at])) at++
  return at
}
