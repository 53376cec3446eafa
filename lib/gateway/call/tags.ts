import { isObject } from '@/lib/json-object'
import type { Tags } from '@/lib/ledger/turn/records'

/** OpenAI's own bounds of `metadata`. */
export const tagBounds = { pairs: 16, name: 64, value: 512 }

const isTag = (name: string, value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= tagBounds.value && name !== '' && name.length <= tagBounds.name

/**
 * What a body holds for the caller's own accounting: the pairs of `metadata` (Anthropic's `user_id` is one), `user` and `safety_identifier`. What
 * is too large or no text is left out. Null for most calls.
 */
export function tagsOf({ metadata, user, safety_identifier: safety }: Record<string, unknown>): Tags | null {
  if ((metadata ?? user ?? safety) === undefined) return null
  const pairs: [string, unknown][] = isObject(metadata) ? Object.entries(metadata) : []
  const tags = pairs.slice(0, tagBounds.pairs)
  tags.push(['user', user], ['safety_identifier', safety])
  const kept = tags.filter((pair): pair is [string, string] => isTag(...pair))
  return kept.length > 0 ? Object.fromEntries(kept) : null
}
