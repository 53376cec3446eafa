import { isObject } from '@/lib/json-object'
import { googleProof } from '../../generation/no-proof'
import type { Members } from './members'

// Google's clients read a proof as bytes in base64. Another model's is packed into such bytes that begin with our name, so that it comes
// back whole and is told from Google's own.
const packed = Buffer.from('atrium').toString('base64')

/** A proof of a thought, as a client of Google's is told it. */
export const toldProof = (signature: string): string =>
  signature.startsWith(googleProof) ? signature.slice(googleProof.length) : packed + Buffer.from(signature).toString('base64')

const isPacked = (given: unknown): given is string => typeof given === 'string' && given.startsWith(packed)

/** The proof that such a client gives back. */
export const proofIn = (given: string): string =>
  isPacked(given) ? Buffer.from(given.slice(packed.length), 'base64').toString() : `${googleProof}${given}`

/** Contents for Google's own servers, without what they could not read. */
export function withoutOthersProofs(contents: unknown): unknown {
  if (!Array.isArray(contents)) return contents
  return contents.map((content) => {
    const parts = isObject(content) ? content.parts : undefined
    if (!Array.isArray(parts) || !parts.some(hasPacked)) return content
    return { ...(content as Members), parts: parts.map((part) => (hasPacked(part) ? withoutProof(part) : part)) }
  })
}

const hasPacked = (part: unknown): part is Members => isObject(part) && isPacked(part.thoughtSignature)
const withoutProof = ({ thoughtSignature: _proof, ...part }: Members): Members => part
