import { randomFillSync } from 'node:crypto'
import { crc32 } from 'node:zlib'

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const prefix = 'sk-'
const randomLength = 43
const checksumLength = 6
const form = new RegExp(`^${prefix}[0-9A-Za-z]{${randomLength + checksumLength}}$`)
/** The form of keys that GPU scripts make, which have no checksum. */
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function checksum(text: string): string {
  let rest = crc32(text)
  let letters = ''
  while (letters.length < checksumLength) {
    letters = alphabet.charAt(rest % 62) + letters
    rest = Math.floor(rest / 62)
  }
  return letters
}

/** Makes `sk-`, 43 random characters (256 bits) and 6 of checksum, which tell a typing error from a deleted key. */
export function newSecret(): string {
  const bytes = Buffer.alloc(64)
  let random = ''
  while (random.length < randomLength) {
    randomFillSync(bytes)
    for (const byte of bytes) if (byte < 248 && random.length < randomLength) random += alphabet.charAt(byte % 62) // 248 = 4 × 62, so no letter is more likely than another.
  }
  return `${prefix}${random}${checksum(random)}`
}

export function checkSecret(secret: string): 'ok' | 'malformed' | 'bad_checksum' {
  if (uuid.test(secret)) return 'ok'
  if (!form.test(secret)) return looksCopied(secret) ? 'bad_checksum' : 'malformed'
  const end = prefix.length + randomLength
  return checksum(secret.slice(prefix.length, end)) === secret.slice(end) ? 'ok' : 'bad_checksum'
}

/** A character that was lost or doubled while copying counts as a typing error too. */
const looksCopied = (secret: string): boolean => /^sk-[0-9A-Za-z]{45,53}$/.test(secret)

/** The part that may be shown: enough to recognise a key by, too little to use it. */
export const previewOf = (secret: string): string => `${secret.slice(0, 7)}…${secret.slice(-4)}`
