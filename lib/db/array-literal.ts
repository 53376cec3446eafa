const plain = /^[\w\-./:+ ]+$/
const special = /["\\]/g

const element = (value: unknown): string => {
  if (value === null || value === undefined) return 'NULL'
  if (typeof value !== 'string') return String(value)
  return plain.test(value) ? `"${value}"` : `"${value.replace(special, '\\$&')}"`
}

/**
 * A one-dimensional array as PostgreSQL reads it. The driver makes the same of a JavaScript array, a character at a time: with some forty
 * columns for every turn of the ledger that was a tenth of all that the server allocates.
 */
export const arrayLiteral = (values: unknown[]): string => `{${values.map(element).join(',')}}`
