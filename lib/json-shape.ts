const quote = 34
const backslash = 92
const comma = 44
const [list, object] = [0x5b, 0x7b]
/** Longer strings are searched by the engine, which is many times faster and costs as much to call as some bytes do here. */
const near = 64

/**
 * Whether JSON is nested deeper or has more values than allowed, judged from its bytes. Parsing 32 MiB of brackets takes seconds and a
 * gigabyte, and this takes milliseconds. Text that is no JSON is left to the parser.
 */
export function outgrows(bytes: Uint8Array, most: { depth: number; values: number }): 'depth' | 'values' | undefined {
  if (cannotOutgrow(bytes, most)) return undefined
  const { length } = bytes
  let depth = 0
  let values = 1
  for (let at = 0; at < length; at++) {
    const byte = bytes[at]
    if (byte === quote) at = endOfString(bytes, at + 1)
    else if (byte === comma) values++
    else if (byte === list || byte === object) {
      depth++
      values++
      if (depth > most.depth) return 'depth'
    } else if (byte === 0x5d || byte === 0x7d) depth--
    if (values > most.values) return 'values'
  }
  return undefined
}

/**
 * Whether there are too few brackets for the depth, wherever they stand, and too few bytes for the values, of which each has two or is a
 * bracket. Answers and lists of numbers need no other look, and the engine finds their brackets by itself.
 */
function cannotOutgrow(bytes: Uint8Array, { depth, values }: { depth: number; values: number }): boolean {
  if (bytes.length / 2 + depth >= values) return false
  let left = depth
  for (const bracket of [list, object]) {
    for (let at = bytes.indexOf(bracket); at >= 0; at = bytes.indexOf(bracket, at + 1)) if (left-- === 0) return false
  }
  return true
}

const longRow = 16
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39

/** Whether sixteen digits stand in a row. Each such row covers every sixteenth place once, so the others need no look. */
export function hasLongNumber(bytes: Uint8Array): boolean {
  for (let at = longRow - 1; at < bytes.length; at += longRow) {
    if (!isDigit(bytes[at])) continue
    let digits = 1
    for (let left = at - 1; isDigit(bytes[left]); left--) digits++
    for (let right = at + 1; digits < longRow && isDigit(bytes[right]); right++) digits++
    if (digits >= longRow) return true
  }
  return false
}

/** The place of the quote that ends a string, at or behind the end of the bytes where there is none. */
export function endOfString(bytes: Uint8Array, from: number): number {
  const { length } = bytes
  let at = from
  for (;;) {
    for (const far = Math.min(length, at + near); at < far; at++) {
      if (bytes[at] === quote) return at
      if (bytes[at] === backslash) at++
    }
    if (at >= length) return at
    at = bytes.indexOf(quote, at)
    if (at < 0) return length
    if (!isEscaped(bytes, at)) return at
    at++
  }
}

function isEscaped(bytes: Uint8Array, at: number): boolean {
  let first = at
  while (bytes[first - 1] === backslash) first--
  return (at - first) % 2 === 1
}
