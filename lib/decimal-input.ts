import * as z from 'zod'
import { parseMoney } from './money'

/**
 * The plain decimal text of a JSON number, or undefined when a double may not have kept what was sent. 15 significant digits always survive
 * a double, more may not.
 */
function numberText(value: number): string | undefined {
  const text = String(value).includes('e') ? value.toFixed(18).replace(/0+$/, '') : String(value)
  const digits = text.replace(/^-?[0.]*/, '').replace('.', '')
  return digits.length <= 15 ? text : undefined
}

/** The largest amount that the ledger can hold. */
const largest = 9_000_000_000

interface Bounds {
  /** Digits allowed after the point. */
  places?: number
  min?: bigint
  max?: bigint
}

/** Reads a decimal number or string exactly, as nanos. */
export function readDecimal(value: string | number, { places = 9, min, max }: Bounds = {}): { nanos: bigint } | { error: string } {
  const text = typeof value === 'number' ? numberText(value) : value
  if (text === undefined) return { error: 'too_many_digits' }
  const nanos = parseMoney(text, places)
  if (nanos === undefined) return { error: Math.abs(Number(text)) >= largest ? 'too_large' : `decimal:${places}` }
  if (min !== undefined && nanos < min) return { error: min === 0n ? 'not_negative' : 'too_small' }
  if (max !== undefined && nanos > max) return { error: 'too_large' }
  return { nanos }
}

/** A pattern for the texts of numbers up to `most`, which is a digit and zeros. */
function upTo(most: number, fraction: string): string {
  const noughts = Math.floor(Math.log10(most))
  const first = Math.floor(most / 10 ** noughts)
  return `(?:[0-${first - 1}]?[0-9]{1,${noughts}}${fraction}|${first}0{${noughts}}(?:\\.0+)?)`
}

/** The same rule in JSON schema, as far as it can express it. */
export function decimalSchema({ places = 9, min, max }: Bounds = {}) {
  const sign = min === undefined || min < 0n ? '[+-]?' : '\\+?'
  const units = (nanos: bigint) => Number(nanos) / 1e9
  const least = min === undefined ? -largest : units(min)
  const most = max === undefined ? largest : units(max)
  return {
    anyOf: [
      { type: 'string', maxLength: 40, pattern: `^\\s*${sign}0*${upTo(most, `(?:\\.[0-9]{1,${places}}0*)?`)}\\s*$` },
      { type: 'number', minimum: least, maximum: most, multipleOf: Number(`1e-${places}`) },
    ],
  } as const
}

/** A schema that takes a decimal number or string and gives the exact amount in nanos. */
export const decimalInput = (bounds: Bounds = {}) =>
  z
    .union([z.string().max(40), z.number()], { error: 'decimal_type' })
    .transform((value, context) => {
      const read = readDecimal(value, bounds)
      if ('nanos' in read) return read.nanos
      context.issues.push({ code: 'custom', message: read.error, input: value })
      return z.NEVER
    })
    .meta(decimalSchema(bounds))
