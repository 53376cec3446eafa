import { absent, wrong } from '../check-members'

export type Members = Record<string, unknown>

/** Google's servers take one item where a list belongs. */
export const oneOrMore = (value: unknown): unknown[] => (absent(value) ? [] : Array.isArray(value) ? value : [value])

/** What stands in these is the caller's own, or of another standard. */
const opaque = new Set([
  'args',
  'response',
  'parametersJsonSchema',
  'responseJsonSchema',
  '_responseJsonSchema',
  'enum',
  'default',
  'example',
  'labels',
  'partMetadata',
])

const camel = (name: string): string =>
  name.includes('_') ? name.replace(/(?<=[a-z0-9])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) : name

/**
 * The same body with its members in camelCase: Google's clients send both spellings, even mixed. One that is given in both is refused,
 * since the upstream might believe the other one.
 */
export function camelled(body: Members): Members {
  return within(body, '') as Members
}

function within(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || JSON.isRawJSON(value) || opaque.has(name)) return value
  if (Array.isArray(value)) return value.map((each) => within(each, name))
  // A schema's properties have names of the caller's.
  const nameOf = name === 'properties' ? (given: string) => given : camel
  const entries = Object.entries(value).map(([given, inner]): [string, unknown] => {
    const member = nameOf(given)
    return [member, within(inner, name === 'properties' ? '' : member)]
  })
  const renamed = Object.fromEntries(entries)
  if (Object.keys(renamed).length < entries.length) throw wrong(twice(entries), 'is given twice, in two spellings')
  return renamed
}

function twice(entries: [string, unknown][]): string {
  const names = entries.map(([name]) => name)
  return names.find((name, at) => names.indexOf(name) < at) ?? ''
}
