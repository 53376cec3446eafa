const quote = 34
const backslash = 92
const comma = 44

/**
 * Whether JSON is nested deeper or has more values than allowed, judged from its bytes. Parsing 32 MiB of brackets takes seconds and a
 * gigabyte, and this takes milliseconds. Text that is no JSON is left to the parser.
 */
export function outgrows(bytes: Uint8Array, most: { depth: number; values: number }): 'depth' | 'values' | undefined {
  const { length } = bytes
  let depth = 0
  let values = 1
  for (let at = 0; at < length; at++) {
    const byte = bytes[at]
    if (byte === quote) {
      at++
      for (let inside = bytes[at]; at < length && inside !== quote; inside = bytes[at]) at += inside === backslash ? 2 : 1
    } else if (byte === comma) values++
    else if (byte === 0x5b || byte === 0x7b) {
      depth++
      values++
      if (depth > most.depth) return 'depth'
    } else if (byte === 0x5d || byte === 0x7d) depth--
    if (values > most.values) return 'values'
  }
  return undefined
}
