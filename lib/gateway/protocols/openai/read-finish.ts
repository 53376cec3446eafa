import type { FinishReason } from '../../generation/part'

const reasons = new Map<string, FinishReason>([
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
])

/** A reason that is not known here is an ordinary end. */
export const readFinish = (told: string): FinishReason => reasons.get(told) ?? 'stop'
