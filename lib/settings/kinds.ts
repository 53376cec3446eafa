import * as z from 'zod'
import { decimalSchema } from '@/lib/decimal-input'
import { exactDecimal } from '@/lib/json'
import { formatNanos, parseMoney } from '@/lib/money'
import type { SettingLine } from './schema'

/** One setting: its schema, its default and its meaning. */
export interface SettingKind<Value, Stored> {
  /** Converts what is stored or sent to the value that code works with. */
  schema: z.ZodType<Value>
  initial: Stored
  store(value: Value): unknown
  /** Converts the value to the API's form. */
  show(value: Value): unknown
  /** The kind of input on the settings page. */
  input: SettingLine['input']
}
const plain = <Value>(schema: z.ZodType<Value>, initial: Value, input: SettingKind<Value, Value>['input']): SettingKind<Value, Value> => ({
  schema,
  initial,
  store: (value) => value,
  show: (value) => value,
  input,
})

export const whole = (initial: number, min: number, max: number) => plain(z.int().min(min).max(max), initial, { as: 'number' })
export const text = (initial: string, max: number) => plain(z.string().max(max).trim(), initial, { as: 'text' })
/** A text of several lines. */
export const paragraph = (initial: string) => plain(z.string().max(10_000).trim(), initial, { as: 'paragraph' })
export const flag = (initial: boolean) => plain(z.boolean(), initial, { as: 'switch' })
export const choice = <const Names extends readonly [string, ...string[]]>(of: Names, initial: Names[number]) =>
  plain<Names[number]>(z.enum(of), initial, { as: 'choice', of: [...of] })
export const choices = <const Names extends readonly [string, ...string[]]>(of: Names, initial: Names[number][]) =>
  plain<Names[number][]>(z.array(z.enum(of)).max(of.length), initial, { as: 'choices', of: [...of] })
export const list = (item: z.ZodType<string>, initial: string[]) => plain(z.array(item).max(200), initial, { as: 'list' })

/** Money: takes "5.00" or 5, keeps nanos, answers an exact decimal. */
export const money = (initial: string, places = 2): SettingKind<bigint, string> => ({
  schema: z
    .union([z.string(), z.number()])
    .transform((given, context) => {
      const nanos = parseMoney(String(given), places)
      if (nanos !== undefined && nanos >= 0n) return nanos
      context.addIssue({ code: 'custom', message: `money:${places}` })
      return z.NEVER
    })
    .meta(decimalSchema({ places, min: 0n })),
  initial,
  store: (nanos) => formatNanos(nanos, places),
  show: (nanos) => exactDecimal(nanos),
  input: { as: 'money' },
})
