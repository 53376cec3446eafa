import { formatDecimal } from './money'

declare global {
  interface JSON {
    rawJSON(text: string): unknown
    isRawJSON(value: unknown): boolean
    parse(text: string, reviver: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown): unknown
  }
}

/** A value that JSON.stringify writes as this exact decimal number, without passing a float. It is given in nanos, or in parts of other places. */
export const exactDecimal = (value: bigint, places = 9): number => JSON.rawJSON(formatDecimal(value, places)) as number

/** The value as a browser reads it from an answer: exact amounts are numbers, which is precise enough for showing them. */
export const asSent = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** Most languages write a small number as 1e-7. This writes the same number as a plain decimal. */
function plainDecimal(number: string): string {
  const [, sign, whole = '', fraction = '', power] = /^(-?)(\d+)(?:\.(\d+))?[eE]([+-]?\d{1,2})$/.exec(number) ?? []
  if (power === undefined) return number
  const point = whole.length + Number(power)
  const digits = `${'0'.repeat(Math.max(0, 1 - point))}${whole}${fraction}`.padEnd(point, '0')
  const at = Math.max(1, point)
  return `${sign}${digits.slice(0, at)}${digits.length > at ? `.${digits.slice(at)}` : ''}`
}

/** Parses JSON and keeps the digits of numbers at these member names, so that money is never rounded. */
export function parseKeepingDigits(text: string, names: ReadonlySet<string>): unknown {
  return JSON.parse(text, (key, value, context) =>
    typeof value === 'number' && names.has(key) ? plainDecimal(context.source ?? String(value)) : value,
  )
}
