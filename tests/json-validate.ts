import type { JsonSchema } from '@/lib/http/reference/json-schema'

type Resolve = (ref: string) => JsonSchema
type Rule = (value: never, said: never, schema: JsonSchema, resolve: Resolve) => boolean

const typesOf = (value: unknown): string[] => {
  if (value === null) return ['null']
  if (Array.isArray(value)) return ['array']
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number']
  return [typeof value]
}
/** Returns the narrowest type of JSON schema that a value has. */
export const typeOf = (value: unknown): string => typesOf(value)[0] ?? ''
const isObject = (value: unknown): value is Record<string, unknown> => typeOf(value) === 'object'
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const letters = (text: string) => [...text].length
const steps = (value: number, step: number) => {
  const count = value / step
  return Math.abs(count - Math.round(count)) <= Math.abs(count) * 2 * Number.EPSILON
}

/** A keyword judges only values of its own types. */
const ofType = <T>(type: string, rule: (value: T, said: never, schema: JsonSchema, resolve: Resolve) => boolean): Rule =>
  ((value: T, said: never, schema: JsonSchema, resolve: Resolve) =>
    !typesOf(value).includes(type) || rule(value, said, schema, resolve)) as Rule

const rules: Record<string, Rule> = {
  type: (value, said: string | string[]) => [said].flat().some((type) => typesOf(value).includes(type)),
  const: (value, said) => same(value, said),
  enum: (value, said: unknown[]) => said.some((each) => same(value, each)),
  anyOf: (value, said: JsonSchema[], _, resolve) => said.some((part) => isValid(part, value, resolve)),
  oneOf: (value, said: JsonSchema[], _, resolve) => said.filter((part) => isValid(part, value, resolve)).length === 1,
  allOf: (value, said: JsonSchema[], _, resolve) => said.every((part) => isValid(part, value, resolve)),
  $ref: (value, said: string, _, resolve) => isValid(resolve(said), value, resolve),
  minimum: ofType<number>('number', (value, said) => value >= said),
  maximum: ofType<number>('number', (value, said) => value <= said),
  exclusiveMinimum: ofType<number>('number', (value, said) => value > said),
  exclusiveMaximum: ofType<number>('number', (value, said) => value < said),
  multipleOf: ofType<number>('number', (value, said) => steps(value, said)),
  minLength: ofType<string>('string', (value, said) => letters(value) >= said),
  maxLength: ofType<string>('string', (value, said) => letters(value) <= said),
  pattern: ofType<string>('string', (value, said) => new RegExp(said, 'u').test(value)),
  minItems: ofType<unknown[]>('array', (value, said) => value.length >= said),
  maxItems: ofType<unknown[]>('array', (value, said) => value.length <= said),
  items: ofType<unknown[]>('array', (value, said, _, resolve) => value.every((item) => isValid(said, item, resolve))),
  required: ofType<object>('object', (value, said: string[]) => said.every((name) => Object.hasOwn(value, name))),
  maxProperties: ofType<object>('object', (value, said) => Object.keys(value).length <= said),
  propertyNames: ofType<object>('object', (value, said, _, resolve) => Object.keys(value).every((name) => isValid(said, name, resolve))),
  properties: ofType<Record<string, unknown>>('object', (value, said: Record<string, JsonSchema>, _, resolve) =>
    Object.entries(said).every(([name, part]) => !Object.hasOwn(value, name) || isValid(part, value[name], resolve)),
  ),
  additionalProperties: ofType<Record<string, unknown>>('object', (value, said: JsonSchema | boolean, { properties = {} }, resolve) =>
    Object.entries(value).every(
      ([name, each]) => Object.hasOwn(properties as object, name) || (said !== false && (said === true || isValid(said, each, resolve))),
    ),
  ),
}
const saysNothing = new Set(['description', 'default', 'examples', 'format', 'title', '$defs'])

/** Whether a value fits a JSON schema of the kinds that the reference uses. Throws at a keyword that it does not know. */
export function isValid(schema: JsonSchema, value: unknown, resolve: Resolve): boolean {
  return Object.entries(schema).every(([keyword, said]) => {
    if (saysNothing.has(keyword) || said === undefined) return true
    const rule = rules[keyword]
    if (!rule) throw new Error(`a keyword that nothing checks: ${keyword}`)
    return rule(value as never, said as never, schema, resolve)
  })
}

/** Returns the innermost parts that a value does not fit, for the message of a failure. */
export function faultsIn(schema: JsonSchema, value: unknown, resolve: Resolve, path = ''): string[] {
  if (isValid(schema, value, resolve)) return []
  if (typeof schema.$ref === 'string') return faultsIn(resolve(schema.$ref), value, resolve, path)
  const inner = Array.isArray(value)
    ? value.flatMap((item, at) => (schema.items ? faultsIn(schema.items as JsonSchema, item, resolve, `${path}[${at}]`) : []))
    : isObject(value)
      ? Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>).flatMap(([name, part]) =>
          name in value ? faultsIn(part, value[name], resolve, `${path}.${name}`) : [],
        )
      : []
  return inner.length > 0
    ? inner
    : [`${path || 'the whole'} is ${JSON.stringify(value)?.slice(0, 100)}, not ${JSON.stringify(schema).slice(0, 200)}`]
}
