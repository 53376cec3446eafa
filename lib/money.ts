/** A billionth of the system currency; the only unit in which money is computed. */
export type Nanos = bigint

export const nanosPerUnit = 1_000_000_000n
export const nanosPerCent = 10_000_000n
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

/** Plain decimal text without exponent or trailing zeros; "2.00" style with `minPlaces` = 2. */
export const formatNanos = (nanos: Nanos, minPlaces = 0): string => formatDecimal(nanos, 9, minPlaces)

/** The same of any whole number of parts, of which one has `places` digits after the point. */
export function formatDecimal(value: bigint, places: number, minPlaces = 0): string {
  const size = value < 0n ? -value : value
  const digits = size.toString().padStart(places + 1, '0')
  const fraction = digits.slice(-places).replace(/0+$/, '').padEnd(minPlaces, '0')
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}${fraction ? `.${fraction}` : ''}`
}
