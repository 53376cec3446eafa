import * as z from 'zod'

/** A tag as one text, `name=value`. A name may hold `=` itself: there a backslash stands before it, and before each backslash. */
export const tagText = (name: string, value: string): string => `${name.replace(/[\\=]/g, '\\$&')}=${value}`

// What stands for a character can be read in one way only, so that no text takes long.
const written = /^((?:[^=\\\0]|\\[^\0])*)=([^\0]*)$/

/** The name and the value in such a text; a backslash before anything else is one. */
export function tagIn(text: string): [name: string, value: string] {
  const [, name = '', value = ''] = written.exec(text) ?? []
  return [name.replace(/\\([\\=])/g, '$1'), value]
}

/** The largest tag has 64 characters of a name, all of which may need a backslash, and 512 of a value. PostgreSQL knows no zeros. */
export const tagFilter = z
  .string()
  .max(2 * 64 + 1 + 512)
  .regex(written)
  .meta({ description: 'A tag of the calls, as `name=value`. In the name a backslash stands before `=` and before a backslash.' })
