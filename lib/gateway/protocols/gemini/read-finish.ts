import type { FinishReason } from '../../generation/part'

const filtered = ['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'MODEL_ARMOR', 'JAILBREAK', 'LANGUAGE']

/** A reason that is not known here is an ordinary end. Google says STOP where functions are called, too. */
export function readGeminiFinish(told: string, calls: boolean): FinishReason {
  if (told === 'MAX_TOKENS') return 'length'
  if (filtered.includes(told) || /^IMAGE_(?!OTHER)/.test(told)) return 'content_filter'
  return calls ? 'tool_calls' : 'stop'
}
