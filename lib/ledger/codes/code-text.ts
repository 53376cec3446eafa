import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

// This is Crockford's base 32, which leaves out I, L, O and U.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const letters = 20 // 20 letters of 5 bits are 100 bits, which nobody can guess.

/** Makes a new redemption code: ATR-XXXXX-XXXXX-XXXXX-XXXXX. */
export function newCode(): string {
  const random = Array.from(randomBytes(letters), (byte) => alphabet.charAt(byte % 32)).join('')
  return `ATR-${random.match(/.{5}/g)?.join('-')}`
}

/** Makes the form by which codes are compared. Case, width, spaces, kinds of dash and letters that look like digits do not matter in it. */
export const codeKey = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** The hash that is stored in place of the code. 100 random bits need no salt. */
export const codeHash = (typed: string): Buffer => createHash('sha256').update(codeKey(typed)).digest()

/** Returns the part that may be shown. It is enough to recognise a code by and too little to use it. */
export const codePreview = (code: string): string => `${code.slice(0, 9)}…${code.slice(-5)}`
