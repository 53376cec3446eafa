const LF = 10
const CR = 13
const SPACE = 32
const COLON = 58
const DATA = Buffer.from('data')
const EVENT = Buffer.from('event')
const NOTHING = Buffer.alloc(0)

/** Takes one event; false stops the parser for good. */
export type TakeEvent = (data: string, name: string) => boolean

/**
 * Incremental parser of an event stream, by the WHATWG rules for lines and fields. Chunks may end anywhere, also inside a
 * character or between CR and LF. It keeps at most one unfinished event, in memory of its own.
 */
export class EventParser {
  readonly #take: TakeEvent
  readonly #limit: number
  #line = NOTHING
  #lineLength = 0
  #data: string | null = null
  #dataBytes = 0
  #name = ''
  #first = true
  #afterCr = false
  #stopped = false

  constructor(take: TakeEvent, maxEventBytes: number) {
    this.#take = take
    this.#limit = maxEventBytes
  }

  /** False when an event is larger than the limit; nothing may be pushed after that. */
  push(chunk: Buffer): boolean {
    const length = chunk.length
    let at = 0
    if (this.#afterCr && length > 0) {
      this.#afterCr = false
      if (chunk[0] === LF) at = 1
    }
    let lf = chunk.indexOf(LF, at)
    let cr = chunk.indexOf(CR, at)
    while (!this.#stopped && (lf >= 0 || cr >= 0)) {
      const byCr = cr >= 0 && (lf < 0 || cr < lf)
      const end = byCr ? cr : lf
      if (!this.#endLine(chunk, at, end)) return false
      at = end + 1
      if (byCr) {
        if (at === length) this.#afterCr = true
        else if (lf === at) at++
        cr = chunk.indexOf(CR, at)
      }
      if (lf >= 0 && lf < at) lf = chunk.indexOf(LF, at)
    }
    return this.#stopped || at >= length || this.#keep(chunk, at)
  }

  /** Takes what stands there without its last line end or blank line: many servers leave them out. */
  end(): boolean {
    if (this.#stopped) return true
    if (this.#lineLength > 0 && !this.#endLine(NOTHING, 0, 0)) return false
    this.#dispatch()
    return true
  }

  #keep(chunk: Buffer, from: number) {
    const needed = this.#lineLength + chunk.length - from
    if (needed + this.#dataBytes > this.#limit) return false
    if (needed > this.#line.length) {
      const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#line.length * 2, 1024))
      this.#line.copy(larger, 0, 0, this.#lineLength)
      this.#line = larger
    }
    chunk.copy(this.#line, this.#lineLength, from)
    this.#lineLength = needed
    return true
  }

  #endLine(chunk: Buffer, from: number, to: number) {
    if (this.#lineLength === 0) return this.#field(chunk, from, to)
    if (to > from && !this.#keep(chunk.subarray(0, to), from)) return false
    const { length } = this.#line
    const ok = this.#field(this.#line, 0, this.#lineLength)
    this.#lineLength = 0
    if (length > 65_536) this.#line = NOTHING
    return ok
  }

  #field(line: Buffer, from: number, to: number) {
    let start = from
    if (this.#first) {
      this.#first = false
      if (line[start] === 0xef && line[start + 1] === 0xbb && line[start + 2] === 0xbf && to - start >= 3) start += 3
    }
    if (start === to) {
      this.#dispatch()
      return true
    }
    if (named(line, start, to, DATA)) {
      this.#dataBytes += to - start
      if (this.#dataBytes > this.#limit) return false
      const value = fieldValue(line, start + DATA.length, to)
      this.#data = this.#data === null ? value : `${this.#data}\n${value}`
    } else if (named(line, start, to, EVENT)) {
      this.#name = fieldValue(line, start + EVENT.length, to)
    }
    return true
  }

  #dispatch() {
    const data = this.#data
    const name = this.#name
    this.#data = null
    this.#dataBytes = 0
    this.#name = ''
    if (data !== null && !this.#take(data, name)) this.#stopped = true
  }
}

/** The field name ends at a colon or, for an empty value, at the end of the line. */
function named(line: Buffer, from: number, to: number, name: Buffer) {
  const end = from + name.length
  if (end > to || line[from] !== name[0]) return false
  for (let i = 1; i < name.length; i++) if (line[from + i] !== name[i]) return false
  return end === to || line[end] === COLON
}

function fieldValue(line: Buffer, colon: number, to: number) {
  const from = colon + 1 < to && line[colon + 1] === SPACE ? colon + 2 : colon + 1
  return from < to ? line.toString('utf8', from, to) : ''
}
