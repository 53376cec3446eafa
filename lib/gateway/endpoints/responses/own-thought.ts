import type { Thought } from '../../generation/request'

/**
 * What a reasoning item of ours carries as `encrypted_content`: a thought with its proof, where it has one, or the proof that belongs to a
 * call. The caller sends the item back with the next request, and what is ours is known by its beginning.
 */
export type Carried = { thought: Thought } | { call: string; signature: string }

const mark = 'atrium.'

export const carry = (carried: Carried): string => mark + Buffer.from(JSON.stringify(carried)).toString('base64url')

/** Undefined when it is somebody else's, or was changed. */
export function carriedIn(encrypted: unknown): Carried | undefined {
  if (typeof encrypted !== 'string' || !encrypted.startsWith(mark)) return undefined
  try {
    return asCarried(JSON.parse(Buffer.from(encrypted.slice(mark.length), 'base64url').toString()) as Record<string, unknown> | null)
  } catch {
    return undefined
  }
}

function asCarried(read: Record<string, unknown> | null): Carried | undefined {
  const { thought, call, signature } = read ?? {}
  if (typeof call === 'string' && typeof signature === 'string') return { call, signature }
  const { type, thinking, data, signature: proof } = (thought ?? {}) as Record<string, unknown>
  if (type === 'redacted_thinking' && typeof data === 'string') return { thought: { type, data } }
  if (type !== 'thinking' || typeof thinking !== 'string') return undefined
  return { thought: { type, thinking, ...(typeof proof === 'string' && { signature: proof }) } }
}
