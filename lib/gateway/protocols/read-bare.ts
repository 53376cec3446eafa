import type { UpstreamEvent } from './protocol'

/** An event whose data is no JSON: the end marker of OpenAI's streams, which other servers send too, or nothing. */
export function readBare(data: string): UpstreamEvent | 'done' | undefined {
  const bare = data.length < 16 ? data.trim() : data
  if (bare === '[DONE]') return 'done'
  return bare === '' ? { parts: [], json: null } : undefined
}
