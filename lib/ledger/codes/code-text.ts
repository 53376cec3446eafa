import 'server-only'
import { createHash, randomBytes } from 'node:crypto'

// Crockford's base 32: no I, L, O, U.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const letters = 20 // of 5 bits: 100 bits that nobody guesses

/** A new redemption code: ATR-XXXXX-XXXXX-XXXXX-XXXXX. */
export function newCode(): string {
  const random = Array.from(randomBytes(letters), (byte) => alphabet.charAt(byte % 32)).join('')
  return `ATR-${random.match(/.{5}/g)?.join('-')}`
}

/** What two codes are compared by: without regard to case, width, spaces, kinds of dash, or letters taken for digits. */
export const codeKey = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/** Stored in place of the code; 100 random bits need no salt. */
export const codeHash = (typed: string): Buffer => createHash('sha256').update(codeKey(typed)).digest()

/** Enough to recognise a code by, and not to use it. */
export const codePreview = (code: string): string => `${code.slice(0, 9)}…${code.slice(-5)}`
