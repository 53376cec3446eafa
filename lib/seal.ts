import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { env } from './env'
import { once } from './once'

/** Derives a key for each purpose, so that a value sealed for one never opens for another. */
export type SealPurpose =
  | 'answer'
  | 'api-key'
  | 'cached-answer'
  | 'compaction'
  | 'mail'
  | 'payee'
  | 'response-thread'
  | 'stored-response'
  | 'response-events'
  | 'upstream-credential'
  | 'webhook'
export type HmacPurpose = 'api-key-lookup' | 'idempotency-key' | 'mailed-link' | 'response-cache'

const ivBytes = 12
const tagBytes = 16

const keyFor = (label: string): Buffer => once(`seal.${label}`, () => Buffer.from(hkdfSync('sha256', env().secretKey, 'atrium', label, 32)))

/**
 * Seals with AES-256-GCM: iv, tag, ciphertext. `rowId` is authenticated with it, so that a sealed value copied into another row does not
 * open there.
 */
export function seal(purpose: SealPurpose, rowId: string, text: string): Uint8Array<ArrayBuffer> {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), iv, { authTagLength: tagBytes })
  cipher.setAAD(Buffer.from(rowId))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return new Uint8Array(Buffer.concat([iv, cipher.getAuthTag(), sealed]))
}

/** Opens a sealed value. Throws when the value was changed, belongs to another row, or was sealed under another SECRET_KEY. */
export function open(purpose: SealPurpose, rowId: string, sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed)
  const decipher = createDecipheriv('aes-256-gcm', keyFor(`seal:${purpose}`), bytes.subarray(0, ivBytes), {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(rowId))
  decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes))
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8')
}

/** The hash by which a secret is looked up. It is useless to somebody who has the database but not SECRET_KEY. */
export const lookupHash = (purpose: HmacPurpose, text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    createHmac('sha256', keyFor(`hmac:${purpose}`))
      .update(text, 'utf8')
      .digest(),
  )
