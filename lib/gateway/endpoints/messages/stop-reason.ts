import type { FinishReason } from '../../generation/part'

const reasons: Record<FinishReason, string> = {
  stop: 'end_turn',
  length: 'max_tokens',
  tool_calls: 'tool_use',
  content_filter: 'refusal',
}

export const stopReason = (reason: FinishReason): string => reasons[reason]
