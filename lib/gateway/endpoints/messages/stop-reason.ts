import type { AnswerPart, FinishReason } from '../../generation/part'
import type { Prompt } from '../../generation/request'

const reasons: Record<FinishReason, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
}

/** Why a message ended. A text that ended it is one of those that the caller named; servers may say others there. */
export function stopOf({ reason, sequence }: Extract<AnswerPart, { type: 'finish' }>, { stop }: Prompt) {
  const named = reason === 'stop' && sequence !== undefined && [stop].flat().includes(sequence)
  return named ? { stop_reason: 'stop_sequence', stop_sequence: sequence } : { stop_reason: reasons[reason], stop_sequence: null }
}
