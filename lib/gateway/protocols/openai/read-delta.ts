import type { AnswerPart } from '../../generation/part'
import { isCount } from '../is-count'
import type { CallNumbers } from './call-numbers'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * Adds what a delta, or a whole message, says of an answer, in the order in which it was thought. A role is only its beginning; empty strings
 * and nulls say nothing.
 */
export function readDelta(delta: Record<string, unknown>, answer: number, parts: AnswerPart[], numbers: CallNumbers): void {
  const { role, reasoning_content, reasoning, content, refusal, tool_calls: calls, function_call: called, audio } = delta
  if (role) parts.push({ type: 'begin', answer })
  // Some servers say the same thought under both names.
  readSaid('reasoning', reasoning_content || reasoning, answer, parts)
  readSaid('text', content, answer, parts)
  readSaid('refusal', refusal, answer, parts)
  if (Array.isArray(calls)) for (const [at, call] of calls.entries()) readCall(call, at, answer, parts, numbers)
  if (called) readCall({ function: called }, 0, answer, parts, numbers)
  if (audio) parts.push({ type: 'other', answer })
}

function readSaid(type: 'reasoning' | 'text' | 'refusal', said: unknown, answer: number, parts: AnswerPart[]): void {
  if (typeof said === 'string' && said !== '') parts.push({ type, answer, text: said })
  else if (Array.isArray(said)) for (const piece of said) readPiece(piece, answer, parts)
}

/** A call is begun by its name; its arguments may come with it or in pieces. */
function readCall(given: unknown, at: number, answer: number, parts: AnswerPart[], numbers: CallNumbers): void {
  if (typeof given !== 'object' || given === null) return
  const { id, index, function: called, custom } = given as Record<string, unknown>
  const { name, arguments: words, input } = (called ?? custom ?? {}) as Record<string, unknown>
  const { call, begins } = numbers.of(answer, isCount(index) ? index : at, text(id))
  const named = begins && typeof name === 'string'
  if (named) parts.push({ type: 'tool-call', answer, call, id: text(id), name })
  const argument = argumentsOf(words) + text(input)
  if (argument !== '' || !named) parts.push({ type: 'tool-arguments', answer, call, text: argument })
}

/** Some servers send an object where the text of one belongs. */
const argumentsOf = (words: unknown): string => (typeof words === 'object' && words !== null ? JSON.stringify(words) : text(words))

function readPiece(piece: unknown, answer: number, parts: AnswerPart[]): void {
  if (typeof piece === 'string' && piece !== '') parts.push({ type: 'text', answer, text: piece })
  if (typeof piece !== 'object' || piece === null) return
  const { text: words, thinking } = piece as Record<string, unknown>
  if (typeof words === 'string') parts.push({ type: 'text', answer, text: words })
  else if (Array.isArray(thinking)) for (const inner of thinking) readPiece(inner, answer, parts)
  else if (typeof thinking === 'string') parts.push({ type: 'reasoning', answer, text: thinking })
  else parts.push({ type: 'other', answer })
}
