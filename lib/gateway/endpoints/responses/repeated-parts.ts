import { isObject } from '@/lib/json-object'
import type { AnswerPart } from '../../generation/part'

type Members = Record<string, unknown>

const kinds: Record<string, 'text' | 'refusal' | 'reasoning'> = {
  'response.output_text.delta': 'text',
  'response.refusal.delta': 'refusal',
  'response.reasoning_text.delta': 'reasoning',
  'response.reasoning_summary_text.delta': 'reasoning',
}

/** What an event of our own protocol adds to an answer: words, or an item that is told in one piece. */
export function repeatedParts({ type, delta, item }: Members): { parts: AnswerPart[]; item?: Members } {
  const kind = kinds[String(type)]
  if (kind && typeof delta === 'string') return { parts: [{ type: kind, answer: 0, text: delta }] }
  const whole = type === 'response.output_item.done' && isObject(item) && item.type !== 'message' && item.type !== 'reasoning'
  return whole ? { parts: [], item: item as Members } : { parts: [] }
}
