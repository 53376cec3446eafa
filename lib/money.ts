/** A billionth of the system currency; the only unit in which money is computed. */
export type Nanos = bigint

export const nanosPerUnit = 1_000_000_000n
const decimal = /^([+-]?)(\d{1,12})(?:\.(\d{1,18}))?$/

/**
 * Reads "12.5" (or the digits of a JSON number) exactly. Undefined when it is no plain decimal, has more than `places` digits after the
 * point that are not zero, or is too large for the ledger.
 */
export function parseMoney(text: string, places = 9): Nanos | undefined {
  const parts = decimal.exec(text.trim())
  if (!parts) return undefined
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  if (fraction.length > places || fraction.length > 9) return undefined
  const nanos = BigInt(parts[2] ?? '0') * nanosPerUnit + BigInt(fraction.padEnd(9, '0'))
  if (nanos > 9_000_000_000_000_000_000n) return undefined
  return parts[1] === '-' ? -nanos : nanos
}

/** Writes plain decimal text without exponent or trailing zeros; with `minPlaces` = 2 like "2.00". */
export function formatNanos(nanos: Nanos, minPlaces = 0): string {
  const size = nanos < 0n ? -nanos : nanos
  const fraction = (size % nanosPerUnit).toString().padStart(9, '0').replace(/0+$/, '').padEnd(minPlaces, '0')
  return `${nanos < 0n ? '-' : ''}${size / nanosPerUnit}${fraction ? `.${fraction}` : ''}`
}
