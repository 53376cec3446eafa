import type { PromptMessage, Thought } from '../../generation/request'
import { isForeignProof } from './proven-messages'

type Members = Record<string, unknown>

/**
 * An assistant's earlier thoughts, which have to come first and with their proofs: as the common tongue holds them, or as chat callers give
 * back what they were told, in OpenRouter's member. Without a proof a thought is not taken, so it stays away.
 */
export function thoughtsOf({ thinking_blocks: thoughts, reasoning_details: details }: PromptMessage): Thought[] {
  if (Array.isArray(thoughts)) return thoughts.flatMap((thought) => proven(thought) ?? [])
  return Array.isArray(details) ? details.flatMap((detail) => proven(ofDetail(detail)) ?? []) : []
}

function proven(thought: unknown): Thought | undefined {
  const { type, thinking, signature, data } = (thought ?? {}) as Members
  if (isForeignProof(signature ?? data)) return undefined
  if (type === 'redacted_thinking') return typeof data === 'string' ? { type, data } : undefined
  if (type !== 'thinking' || typeof signature !== 'string' || signature === '') return undefined
  return { type, thinking: typeof thinking === 'string' ? thinking : '', signature }
}

function ofDetail(detail: unknown): unknown {
  const { type, text, signature, data } = (detail ?? {}) as Members
  return type === 'reasoning.encrypted' ? { type: 'redacted_thinking', data } : { type: 'thinking', thinking: text, signature }
}
