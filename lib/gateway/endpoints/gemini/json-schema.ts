import { isObject } from '@/lib/json-object'
import { absent } from '../check-members'
import type { Members } from './members'

/** Members that JSON Schema has under the same name. */
const alike = ['title', 'description', 'default', 'enum', 'pattern', 'minimum', 'maximum', 'required', 'additionalProperties'] as const
/** Whole numbers, which Google's clients send as texts. */
const counts = ['minItems', 'maxItems', 'minProperties', 'maxProperties', 'minLength', 'maxLength'] as const

/** A schema in Gemini's words, with its types in capitals, as JSON Schema. */
export function jsonSchemaOf(given: unknown): unknown {
  if (!isObject(given)) return given
  const { type, nullable, format, items, properties, anyOf } = given
  const schema: Members = {}
  if (typeof type === 'string' && type !== 'TYPE_UNSPECIFIED') schema.type = typeOf(type, nullable)
  for (const name of alike) if (!absent(given[name])) schema[name] = given[name]
  for (const name of counts) if (!absent(given[name])) schema[name] = Number(given[name])
  // "enum" says only that there is a list of values.
  if (!absent(format) && format !== 'enum') schema.format = format
  if (!absent(items)) schema.items = jsonSchemaOf(items)
  if (isObject(properties))
    schema.properties = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, jsonSchemaOf(inner)]))
  if (Array.isArray(anyOf)) schema.anyOf = anyOf.map(jsonSchemaOf)
  return schema
}

const typeOf = (type: string, nullable: unknown): string | string[] =>
  nullable === true ? [type.toLowerCase(), 'null'] : type.toLowerCase()
