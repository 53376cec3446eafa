import type { AnswerPart } from '../../generation/part'
import { isCount } from '../is-count'

const kinds = new Map<string, 'text' | 'refusal' | 'reasoning'>([
  ['content', 'text'],
  ['refusal', 'refusal'],
  ['reasoning_content', 'reasoning'],
  ['reasoning', 'reasoning'],
])

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Adds what a delta, or a whole message, says of an answer. A role is only its beginning; empty strings and nulls say nothing. */
export function readDelta(delta: Record<string, unknown>, answer: number, parts: AnswerPart[]): void {
  for (const name in delta) {
    const value = delta[name]
    if (value === null || value === undefined || value === '') continue
    if (name === 'role') {
      parts.push({ type: 'begin', answer })
      continue
    }
    const kind = kinds.get(name)
    if (kind !== undefined) {
      // Some servers say the same thought under both names.
      if (name === 'reasoning' && delta.reasoning_content) continue
      if (typeof value === 'string') parts.push({ type: kind, answer, text: value })
      else if (Array.isArray(value)) for (const piece of value) readPiece(piece, answer, parts)
    } else if (name === 'tool_calls' && Array.isArray(value)) {
      for (const [at, call] of value.entries()) readCall(call, at, answer, parts)
    } else if (name === 'function_call') readCall({ function: value }, 0, answer, parts)
    else if (name === 'audio') parts.push({ type: 'other', answer })
  }
}

/** A call is begun by its name; its arguments may come with it or in pieces. */
function readCall(given: unknown, at: number, answer: number, parts: AnswerPart[]): void {
  if (typeof given !== 'object' || given === null) return
  const { id, index, function: called, custom } = given as Record<string, unknown>
  const { name, arguments: words, input } = (called ?? custom ?? {}) as Record<string, unknown>
  const call = isCount(index) ? index : at
  if (typeof name === 'string') parts.push({ type: 'tool-call', answer, call, id: text(id), name })
  const argument = text(words) + text(input)
  if (argument !== '' || typeof name !== 'string') parts.push({ type: 'tool-arguments', answer, call, text: argument })
}

function readPiece(piece: unknown, answer: number, parts: AnswerPart[]): void {
  if (typeof piece === 'string' && piece !== '') parts.push({ type: 'text', answer, text: piece })
  if (typeof piece !== 'object' || piece === null) return
  const { text: words, thinking } = piece as Record<string, unknown>
  if (typeof words === 'string') parts.push({ type: 'text', answer, text: words })
  else if (Array.isArray(thinking)) for (const inner of thinking) readPiece(inner, answer, parts)
  else if (typeof thinking === 'string') parts.push({ type: 'reasoning', answer, text: thinking })
  else parts.push({ type: 'other', answer })
}
