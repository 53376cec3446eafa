import * as z from 'zod'

export type JsonSchema = Record<string, unknown>

/** A pattern in the part of regular expressions that all dialects share. Undefined for what only some can express. */
function readable(pattern: string): string | undefined {
  const plain = pattern.replaceAll('\\d', '[0-9]').replaceAll('\\p{Cc}', '\\x00-\\x1f\\x7f-\\x9f').replaceAll('\\p{Cs}', '')
  return /\\p\{|\(\?[=!<]/.test(plain) ? undefined : plain
}

/** Text that is trimmed before it is checked may have blanks around it, and must contain something else. */
const aroundTrimmed = (pattern: string): string => pattern.replace(/^\^/, '^\\s*').replace(/\$$/, '\\s*$')
const someText = '\\S'
/** The keywords of every text that is sent. */
const noNul = '^[^\\x00]*$'

type Check = z.core.$ZodCheck & { _zod: { def: { check: string; tx?: (text: string) => string; minimum?: number } } }

function text(checks: Check[], schema: JsonSchema, sent: boolean): void {
  const trims = checks.findIndex(({ _zod: { def } }) => def.check === 'overwrite' && def.tx?.(' a ') === 'a')
  const given = [schema, ...((schema.allOf as JsonSchema[] | undefined) ?? [])].map(({ pattern }) => pattern)
  const patterns = given
    .filter((pattern) => typeof pattern === 'string')
    .map(readable)
    .filter((pattern) => pattern !== undefined)
    .map((pattern) => (trims >= 0 ? aroundTrimmed(pattern) : pattern))
  if (sent && !patterns.some((pattern) => /^\^.*\$$/.test(pattern))) patterns.push(noNul)
  const least = trims < 0 ? 0 : Math.max(0, ...checks.slice(trims).map(({ _zod: { def } }) => def.minimum ?? 0))
  if (least > 0) patterns.push(least === 1 ? someText : `\\S[\\s\\S]{${least - 2},}\\S`)
  delete schema.allOf
  delete schema.pattern
  if (patterns.length === 1) schema.pattern = patterns[0]
  if (patterns.length > 1) schema.allOf = patterns.map((pattern) => ({ pattern }))
}

/** An unbounded whole number says only that it is a safe one. */
function whole(schema: JsonSchema): void {
  if (schema.minimum !== Number.MIN_SAFE_INTEGER || schema.maximum !== Number.MAX_SAFE_INTEGER) return
  delete schema.minimum
  delete schema.maximum
}

/** The empty text that a form sends for an empty field. */
function orEmpty(schema: JsonSchema): void {
  const { emptyIsAbsent: _, ...own } = { ...schema }
  for (const name of Object.keys(schema)) delete schema[name]
  schema.anyOf = [own, { type: 'string', pattern: '^\\s*$' }, { type: 'null' }]
}

/**
 * Makes the JSON schema of what is sent or answered, with keywords that every generator understands. Times are text, exact amounts numbers.
 * Recursive parts go into `shared`, which `#/components/schemas/…` refers to.
 */
export function jsonSchema(schema: z.ZodType, shared: Record<string, JsonSchema> = {}, sent = false): JsonSchema {
  const made = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: part }) => {
      const { def } = zodSchema._zod
      if (def.type === 'date') Object.assign(part, { type: 'string', format: 'date-time' })
      if (part.type === 'integer') whole(part as JsonSchema)
      if (part.emptyIsAbsent) orEmpty(part as JsonSchema)
      if (def.type === 'string') text((def as { checks?: Check[] }).checks ?? [], part as JsonSchema, sent)
    },
  })
  const { $schema: _, $defs = {}, ...described } = made as JsonSchema & { $defs?: Record<string, JsonSchema> }
  const names = new Map(Object.keys($defs).map((name) => [name, `Part${Object.keys(shared).length + 1}${name.replace(/\W|_/g, '')}`]))
  const refer = (key: string, value: unknown): unknown =>
    key === '$ref' ? `#/components/schemas/${names.get(String(value).replace('#/$defs/', ''))}` : value
  const moved = (part: JsonSchema) => JSON.parse(JSON.stringify(part), refer) as JsonSchema
  for (const [name, part] of Object.entries($defs)) shared[names.get(name) ?? name] = moved(part)
  return moved(described)
}
