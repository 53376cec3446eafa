import * as z from 'zod'
import { fail } from '@/lib/errors'
import { issueFault } from '@/lib/field-fault'
import { unstorable } from './read-body'

/** Objects refuse members that they do not name, unless their schema says otherwise. */
const closed = (schema: z.ZodType): z.ZodType =>
  schema instanceof z.ZodObject && schema.def.catchall === undefined ? schema.strict() : schema

/** Every issue that a schema has with a value. */
export const faultsOf = (schema: z.ZodType, value: unknown): z.core.$ZodIssue[] => closed(schema).safeParse(value).error?.issues ?? []

/** Returns the value as the schema parses it, or throws 400 that names the fault of every wrong field. */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const read = closed(schema).safeParse(value, { error: issueFault })
  if (read.success) return read.data as z.output<Schema>
  // A Map is used because every object already has names such as `constructor`.
  const fields = new Map<string, string>()
  const issues = read.error.issues.flatMap(branches)
  for (const issue of issues) {
    const names = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
    for (const path of names) {
      const name = path.join('.') || 'body'
      if (!fields.has(name)) fields.set(name, faultOf(issue, value))
    }
  }
  const onlyUnknown = issues.every((issue) => issue.code === 'unrecognized_keys')
  throw fail(onlyUnknown ? 'unknown_member' : 'invalid_request', { fields: Object.fromEntries(fields) })
}

function faultOf(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === 'unrecognized_keys') return 'unknown'
  const sent = issue.path.reduce((inner: unknown, name) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[name], value)
  return sent === undefined ? 'missing' : issue.message
}

/** A union reports "invalid input" at its own path. The alternative that came closest says more. */
function branches(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue]
  const deep = issue.errors.filter((errors) =>
    errors.every((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys' || inner.code === 'custom'),
  )
  const [closest] = deep
  if (!closest) return [issue]
  return closest.flatMap((inner) => branches({ ...inner, path: [...issue.path, ...inner.path] }))
}

/** The query as an object. Empty members count as absent, repeated ones become a list. */
export function queryOf(url: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {}
  const parameters = new URL(url, 'http://localhost').searchParams
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name).filter((value) => value !== '')
    const [first] = values
    if (first !== undefined) query[name] = values.length > 1 ? values : first
  }
  const wrong = unstorable(query)
  if (wrong !== undefined) throw fail('invalid_request', { fields: { [wrong || 'query']: 'unstorable' } })
  return query
}
