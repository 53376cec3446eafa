import * as z from 'zod'
import { decimalInput } from '@/lib/decimal-input'
import { formatNanos } from '@/lib/money'
import { readBaseUrl } from './base-url'

// What operators write into the members of upstreams, models and groups.

export const plainText = (max: number) =>
  z
    .string()
    .max(max, `at_most:${max}`)
    .trim()
    .min(1, 'empty')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control_characters')
/** What stands in addresses, bodies and headers: no blanks. */
export const identifier = (max: number) => plainText(max).regex(/^[^\s]*$/, 'blanks')
export const nullableText = (max: number) => plainText(max).nullable()
export const count = z.int().min(1).max(2_147_483_647).nullable()
export const listOf = <T extends z.ZodType>(item: T, max = 100) => z.array(item).max(max)

/** A day of the calendar, `2027-03-01`. */
export const nullableDay = z.iso.date('day').nullable()

/** Empty only for a protocol that needs no address. */
export const baseUrl = z
  .string()
  .max(2000)
  .transform((value, context) => {
    if (value.trim() === '') return ''
    const read = readBaseUrl(value.trim())
    if ('url' in read) return read.url
    context.issues.push({ code: 'custom', message: read.error, input: value })
    return z.NEVER
  })

/** Money, as a plain decimal. */
export const amount = decimalInput({ min: 0n }).transform((nanos) => formatNanos(nanos))
/** Ten-thousandths. */
export const multiplier = decimalInput({ places: 4, min: 0n, max: 1_000_000_000_000n }).transform((nanos) => Number(nanos / 100_000n))

/** How much may be called: of a model or of a group. */
export const limits = { rpm: count, tpm: count, weeklyTokens: z.int().min(1).nullable(), concurrency: count }
const whole = z.int().nullable()
/** The same as answered. */
export const limitsAnswer = { rpm: whole, tpm: whole, weeklyTokens: whole, concurrency: whole }
