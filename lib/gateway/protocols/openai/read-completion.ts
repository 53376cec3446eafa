import type { AnswerPart } from '../../generation/part'
import type { UpstreamEvent } from '../protocol'
import { readError } from '../read-error'
import { CallNumbers } from './call-numbers'
import { readDelta } from './read-delta'
import { readFinish } from './read-finish'
import { readChatUsage } from './read-usage'

/** A whole chat (or text) completion; anything else that an upstream answers with 200 is malformed. */
export function readCompletion(given: unknown): UpstreamEvent | 'malformed' {
  if (typeof given !== 'object' || given === null) return 'malformed'
  const json = given as Record<string, unknown>
  if (json.error || json.object === 'error') return { parts: [{ type: 'error', error: readError(json.error || json) }], json }
  const { choices } = json
  if (!Array.isArray(choices) || choices.length === 0) return 'malformed'
  const parts: AnswerPart[] = []
  const numbers = new CallNumbers()
  for (const [answer, choice] of choices.entries()) {
    const given = (choice ?? {}) as Record<string, unknown>
    const { message, text } = given
    if (typeof text === 'string') parts.push({ type: 'text', answer, text })
    else if (typeof message === 'object' && message !== null) readDelta(message as Record<string, unknown>, answer, parts, numbers)
    else return 'malformed'
    parts.push(...readFinish(given, answer, numbers.any(answer)))
  }
  const usage = readChatUsage(json.usage)
  if (usage) parts.push({ type: 'usage', usage })
  return { parts, json }
}
