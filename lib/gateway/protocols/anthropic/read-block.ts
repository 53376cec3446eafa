import type { AnswerPart } from '../../generation/part'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** They say nothing by themselves. */
const aside = new Set<unknown>(['signature_delta', 'citations_delta'])

/** A content block, its beginning, or a piece of it. `call` is the block's place, by which its pieces are known. */
export function readBlock(block: unknown, call: number): AnswerPart[] {
  if (typeof block !== 'object' || block === null) return []
  const { type, text: words, thinking, partial_json: piece, id, name, input } = block as Record<string, unknown>
  const answer = 0
  if (type === 'text' || type === 'text_delta') return words ? [{ type: 'text', answer, text: text(words) }] : []
  if (type === 'thinking' || type === 'thinking_delta') return thinking ? [{ type: 'reasoning', answer, text: text(thinking) }] : []
  if (type === 'input_json_delta') return [{ type: 'tool-arguments', answer, call, text: text(piece) }]
  if (type === 'tool_use') {
    const begun: AnswerPart = { type: 'tool-call', answer, call, id: text(id), name: text(name) }
    const whole = typeof input === 'object' && input !== null && Object.keys(input).length > 0
    return whole ? [begun, { type: 'tool-arguments', answer, call, text: JSON.stringify(input) }] : [begun]
  }
  return type === undefined || aside.has(type) ? [] : [{ type: 'other', answer }]
}
