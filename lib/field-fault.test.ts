import { expect, test } from 'vitest'
import * as z from 'zod'
import { issueFault } from './field-fault'

const faultOf = (schema: z.ZodType, value: unknown) => schema.safeParse(value, { error: issueFault }).error?.issues[0]?.message

test('every rule without words of its own names a fault', () => {
  expect(faultOf(z.string(), 5)).toBe('kind_text')
  expect(faultOf(z.coerce.number(), 'x')).toBe('kind_number')
  expect(faultOf(z.int(), 1.5)).toBe('kind_whole')
  expect(faultOf(z.boolean(), 'yes')).toBe('kind_flag')
  expect(faultOf(z.array(z.string()), {})).toBe('kind_list')
  expect(faultOf(z.strictObject({}), [])).toBe('kind_object')
  expect(faultOf(z.record(z.string(), z.string()), [])).toBe('kind_object')
  expect(faultOf(z.enum(['open', 'closed']), 'ajar')).toBe('one_of:open, closed')
  expect(faultOf(z.string().min(1), '')).toBe('empty')
  expect(faultOf(z.string().min(4), 'abc')).toBe('at_least:4')
  expect(faultOf(z.string().max(2), 'abc')).toBe('at_most:2')
  expect(faultOf(z.int().min(6), 5)).toBe('not_below:6')
  expect(faultOf(z.number().positive(), 0)).toBe('above:0')
  expect(faultOf(z.int().max(6), 7)).toBe('not_above:6')
  expect(faultOf(z.number().lt(6), 6)).toBe('below:6')
  expect(faultOf(z.array(z.string()).min(1), [])).toBe('empty')
  expect(faultOf(z.array(z.string()).min(2), [])).toBe('items_at_least:2')
  expect(faultOf(z.array(z.string()).max(0), ['a'])).toBe('items_at_most:0')
  expect(faultOf(z.iso.datetime(), 'noon')).toBe('time')
  expect(faultOf(z.string().regex(/^\d+$/), 'a')).toBe('pattern:/^\\d+$/')
  expect(faultOf(z.union([z.string(), z.number()]), true)).toBe('invalid')
})

test('the words of a schema stay', () => expect(faultOf(z.string().max(2, 'at_most:two'), 'abc')).toBe('at_most:two'))
