import * as z from 'zod'

// Letters of other scripts that look like a Latin one, and digits that look like a letter. The folded form is never shown; it only decides
// whether two names are the same.
const lookAlikes: Record<string, string> = {
  a: 'аαɑ',
  b: 'вβ',
  c: 'сϲ',
  d: 'ԁ',
  e: 'еεєҽ',
  g: 'ɡ',
  h: 'нһ',
  j: 'јϳ',
  k: 'кκ',
  l: '1iıɩӏіι',
  m: 'мμ',
  n: 'пηո',
  o: '0оοσօ',
  p: 'рρ',
  q: 'ԛ',
  r: 'г',
  s: 'ѕ',
  t: 'тτ',
  u: 'υս',
  v: 'νѵ',
  w: 'ԝω',
  x: 'хχ',
  y: 'уγ',
}
const latin = new Map(Object.entries(lookAlikes).flatMap(([letter, likes]) => Array.from(likes, (like) => [like, letter] as const)))

/** The form by which two user names are compared: without case, width, the encoding of accents, and look-alike letters. */
export function usernameKey(name: string): string {
  const folded = name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC')
  return Array.from(folded, (letter) => latin.get(letter) ?? letter).join('')
}

/** The form by which two e-mail addresses are compared. */
export const emailKey = (email: string): string => email.trim().normalize('NFKC').toLowerCase()

export const isAnotherEmail = (before: string | null, after: string | null): boolean => emailKey(before ?? '') !== emailKey(after ?? '')

const letters = (text: string) => Array.from(text).length

export const username = z
  .string()
  .max(200, 'username_length')
  .trim()
  .transform((name) => name.normalize('NFKC'))
  .refine((name) => letters(name) >= 3 && letters(name) <= 32, 'username_length')
  .refine((name) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u.test(name), 'username_characters')
  .meta({
    minLength: 3,
    // The pattern lists what is excluded, because not every reader of the reference knows a class for letters of every script.
    pattern: '^\\s*[^\\x00-/:-@\\[-`{-\\xa9][^\\x00-,/:-@\\[-^`{-\\xa9]*\\s*$',
    description: '3 to 32 letters and digits of any script, ".", "_" or "-"; begins with a letter or digit.',
  })

/** zod's rule for `email` without look-ahead, which not every reader of the reference supports. */
const address = /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/
export const email = z.string().max(254, 'at_most:254').trim().regex(address, 'email')
