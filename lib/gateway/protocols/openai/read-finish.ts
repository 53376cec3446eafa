import type { AnswerPart, FinishReason } from '../../generation/part'

const reasons = new Map<string, FinishReason>([
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['tool_calls', 'tool_calls'],
  ['function_call', 'tool_calls'],
  ['content_filter', 'content_filter'],
])

/**
 * Why an answer ended. A reason that is not known here is an ordinary end; some servers call the end of an answer with tool calls one, too.
 * vLLM says in `stop_reason` which of the caller's texts ended it.
 */
export function readFinish(
  { finish_reason: told, stop_reason: sequence }: Record<string, unknown>,
  answer: number,
  called: boolean,
): AnswerPart[] {
  if (typeof told !== 'string' || told === '') return []
  const read = reasons.get(told) ?? 'stop'
  const reason = read === 'stop' && called ? 'tool_calls' : read
  return [{ type: 'finish', answer, reason, told, ...(typeof sequence === 'string' && { sequence }) }]
}
