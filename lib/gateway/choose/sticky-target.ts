import 'server-only'
import { LRUCache } from 'lru-cache'
import { once } from '@/lib/once'
import type { Call } from '../call/call'
import type { Prompt } from '../generation/request'

const lasts = () => once('gateway.sessions', () => new LRUCache<string, string>({ max: 20_000 }))

const string = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value.slice(0, 512) : undefined)

/** Claude Code's `metadata.user_id` is a string that contains JSON, and only the session in it tells conversations apart. */
function metadataSession(metadata: unknown): string | undefined {
  const id = typeof metadata === 'object' && metadata !== null ? string((metadata as Record<string, unknown>).user_id) : undefined
  if (!id?.startsWith('{')) return id
  try {
    return string((JSON.parse(id) as Record<string, unknown>).session_id) ?? id
  } catch {
    return id
  }
}

/** Finds what tells one conversation from another, so that all its calls reach the target that has its prefix in memory. */
export function sessionOf(prompt: Prompt, headers: Call['headers']): string | undefined {
  return (
    string(prompt.prompt_cache_key) ??
    metadataSession(prompt.metadata) ??
    string(headers['x-session-affinity']) ??
    string(headers['session-id']) ??
    string(headers['x-claude-code-session-id']) ??
    string(prompt.user)
  )
}

const nameOf = (userId: number, model: string, session: string): string => `${userId} ${model} ${session}`

export const lastTarget = (userId: number, model: string, session: string | undefined): string | undefined =>
  session === undefined ? undefined : lasts().get(nameOf(userId, model, session))

export function rememberTarget(userId: number, model: string, session: string | undefined, target: string): void {
  if (session !== undefined) lasts().set(nameOf(userId, model, session), target)
}
