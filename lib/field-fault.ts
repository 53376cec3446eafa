import type * as z from 'zod'

type Issue = z.core.$ZodRawIssue

const kinds: Record<string, string> = {
  string: 'kind_text',
  number: 'kind_number',
  int: 'kind_whole',
  boolean: 'kind_flag',
  array: 'kind_list',
  object: 'kind_object',
  record: 'kind_object',
}

/** Names the faults that a schema does not name itself, in the form of every field fault, so that readers see them in their language. */
export function issueFault(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? 'invalid'
    case 'invalid_value':
      return `one_of:${issue.values.join(', ')}`
    case 'too_small':
      return tooSmall(issue)
    case 'too_big':
      return tooBig(issue)
    case 'invalid_format':
      return formatFault(issue)
    default:
      return 'invalid'
  }
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (origin === 'array') return minimum === 1 ? 'empty' : `items_at_least:${minimum}`
  if (origin === 'string') return minimum === 1 ? 'empty' : `at_least:${minimum}`
  return `${inclusive === false ? 'above' : 'not_below'}:${minimum}`
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  if (origin === 'array') return `items_at_most:${maximum}`
  if (origin === 'string') return `at_most:${maximum}`
  return `${inclusive === false ? 'below' : 'not_above'}:${maximum}`
}

function formatFault({ format, pattern }: z.core.$ZodRawIssue<z.core.$ZodIssueInvalidStringFormat>): string {
  if (format === 'datetime') return 'time'
  if (format === 'email') return 'email'
  return format === 'regex' && pattern ? `pattern:${pattern}` : 'invalid'
}

/**
 * A fault of a field as rooms write it, such as `empty`, `at_most:8` or `listed_twice:glm-5\nlab`: the name of a sentence, then the values
 * for {value} and {other} in it. A text that names no sentence is shown unchanged.
 */
export function wordFault(text: string, sentences: Record<string, unknown> | undefined): string {
  const [, name = text, values = ''] = /^([a-z_]+):([\s\S]*)$/.exec(text) ?? []
  const sentence = sentences?.[name]
  if (typeof sentence !== 'string') return text
  const [value = '', other = ''] = values.split('\n')
  return sentence.replace(/\{(value|other)\}/g, (_, which) => (which === 'value' ? value : other))
}
