import type { JsonSchema } from '@/lib/http/reference/json-schema'

/** Texts of every kind that a pattern or format may ask for, and many that none asks for. */
const texts = [
  '',
  ' ',
  'a',
  'abc',
  '1',
  '404',
  '0',
  '12.5',
  '-1.50',
  '0.1234567891',
  'a b',
  'a\nb',
  'a\u0007',
  '王小明',
  'CNY',
  'ok',
  'true',
  'zh-CN',
  'a.b@example.edu',
  'a..b@example.edu',
  '2030-01-31T23:59:59Z',
  '2030-01-31T23:59:59.5+08:00',
  '2030-02-30T00:00:00Z',
  '10.0.0.0/8',
  'http://10.1.2.3:8000/v1',
  '{}',
]
const anything = [null, true, 0, 'x', [], {}]

type Schema = JsonSchema & {
  type?: string | string[]
  anyOf?: Schema[]
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
}
const deepest = 5

export interface Reader {
  /** Resolves a `$ref`. */
  resolve(ref: string): JsonSchema
  /** Whether a value fits a part of the schema. */
  fits(part: JsonSchema, value: unknown): boolean
}

/** Values around the edges of a schema, valid and invalid ones mixed. The caller asks the schema which is which. */
export function samplesOf(given: JsonSchema, reader: Reader, depth = 0): unknown[] {
  const schema = given as Schema
  if (depth > deepest) return [null, 'x']
  if (typeof schema.$ref === 'string') return samplesOf(reader.resolve(schema.$ref), reader, depth + 1)
  if (schema.anyOf) return schema.anyOf.flatMap((part) => samplesOf({ ...schema, anyOf: undefined, ...part }, reader, depth))
  if ('const' in schema) return [schema.const, ...anything]
  if (schema.enum) return [...schema.enum, 'nonsense', ...anything]
  const inner = (part: JsonSchema) => {
    const values = samplesOf(part, reader, depth + 1)
    return { values, right: values.find((value) => reader.fits(part, value)) }
  }
  return [...[schema.type ?? []].flat().flatMap((type) => byType[type]?.(schema, inner) ?? []), ...anything]
}

type Inner = (part: JsonSchema) => { values: unknown[]; right: unknown }
const byType: Record<string, (schema: Schema, inner: Inner) => unknown[]> = {
  null: () => [],
  boolean: () => [false],
  integer: ({ minimum: least = -5, maximum: most = 5 }) => [least, most, least - 1, most + 1, least + 1, 1.5, String(least)],
  number: ({ minimum: least = -5, maximum: most = 5 }) => [least, most, least - 1, most + 1, 1, 0.5, 0.000000001, 1e-10, String(most)],
  string({ minLength = 0, maxLength = 0 }) {
    const sizes = [minLength - 1, minLength, minLength + 1, maxLength, maxLength + 1].filter((size) => size > 0 && size < 1_000_000)
    return [...texts, ...sizes.flatMap((size) => ['a'.repeat(size), '1'.repeat(size), '文'.repeat(size)])]
  },
  array({ items = {}, minItems = 0, maxItems = 3 }, inner) {
    const { values, right } = inner(items)
    const sizes = [0, minItems - 1, minItems, maxItems, maxItems + 1].filter((size) => size >= 0)
    return [...sizes.map((size) => Array(size).fill(right)), ...values.map((value) => Array(Math.max(1, minItems)).fill(value))]
  },
  object({ properties = {}, required = [], additionalProperties }, inner) {
    const members = Object.entries(properties).map(([name, part]) => ({ name, ...inner(part) }))
    const whole = Object.fromEntries(members.map(({ name, right }) => [name, right]))
    const least = Object.fromEntries(required.map((name) => [name, whole[name]]))
    const other = inner(typeof additionalProperties === 'object' ? additionalProperties : {})
    return [
      least,
      whole,
      { ...least, 'not a name': other.right },
      ...other.values.map((value) => ({ ...least, nobodysMember: value })),
      ...required.map((name) => Object.fromEntries(Object.entries(whole).filter(([member]) => member !== name))),
      ...members.flatMap(({ name, values }) => values.map((value) => ({ ...least, [name]: value }))),
    ]
  },
}
