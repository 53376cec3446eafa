import type { Units } from '@/lib/units'

/** What an answer came to. `estimated`: counted here in whole or in part, since the upstream did not report it, or not credibly. */
export interface Usage extends Units {
  estimated: boolean
}

/** Why an answer ended, in words that all families know. */
export type FinishReason = 'stop' | 'length' | 'tool_calls' | 'content_filter'

/** What an upstream says of an error. Its message is for operators, or for the caller when it is about the request. */
export interface UpstreamError {
  status?: number
  message?: string
  type?: string
  code?: string
  param?: string
  /** How soon it may be asked again, where its body says so. */
  retryAfterMs?: number
}

/**
 * A piece of an answer: what every protocol is read into and every family is written from. `answer` counts the answers of one request,
 * `call` the tool calls of one answer, both from 0.
 */
export type AnswerPart =
  /** An answer begins; nothing is said yet. */
  | { type: 'begin'; answer: number }
  | { type: 'text' | 'reasoning' | 'refusal'; answer: number; text: string }
  | { type: 'tool-call'; answer: number; call: number; id: string; name: string }
  | { type: 'tool-arguments'; answer: number; call: number; text: string }
  /**
   * The proof of a thought, which only the model that had it can read: of the reasoning told last, or of a tool call. `hidden`: the
   * thought itself, which nobody else may read, and no proof of a told one.
   */
  | { type: 'signature'; answer: number; call?: number; signature: string; hidden?: true }
  /** A picture, in base64. */
  | { type: 'image'; answer: number; mediaType: string; data: string }
  /** Something is said that has no part of its own, such as sound. */
  | { type: 'other'; answer: number }
  /** `told` in the upstream's own word; `sequence` is the text of the caller's that ended it, where the upstream says so. */
  | { type: 'finish'; answer: number; reason: FinishReason; told: string; sequence?: string }
  | { type: 'usage'; usage: Usage }
  | { type: 'error'; error: UpstreamError }

/** The words of a part, which are counted when no usage is reported. */
export function textOfPart(part: AnswerPart): string {
  if (part.type === 'tool-call') return part.name
  return 'text' in part ? part.text : ''
}
