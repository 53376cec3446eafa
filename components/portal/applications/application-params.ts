import { parseAsString } from 'nuqs/server'

/** What the address of the page may say about the form: `new` or the id of a draft, and what a new one begins with. */
export const applicationParams = {
  write: parseAsString,
  /** an earlier application */
  from: parseAsString,
  /** a key for which more is asked */
  key: parseAsString,
}
