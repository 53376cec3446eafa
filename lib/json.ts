import { formatNanos } from './money'

declare global {
  interface JSON {
    rawJSON(text: string): unknown
    parse(text: string, reviver: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown): unknown
  }
}

/** A value that JSON.stringify writes as this exact decimal number, never through a float. */
export const exactDecimal = (nanos: bigint): number => JSON.rawJSON(formatNanos(nanos)) as number

/** JSON whose numbers at these member names stay the digits that were sent, so that money is never rounded. */
export function parseKeepingDigits(text: string, names: ReadonlySet<string>): unknown {
  return JSON.parse(text, (key, value, context) =>
    typeof value === 'number' && names.has(key) ? (context.source ?? String(value)) : value,
  )
}
