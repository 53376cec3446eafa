import type { AnswerPart } from '../../generation/part'

type Members = Record<string, unknown>

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Deltas beside the content, which no part is made of. */
const aside = new Set<unknown>(['citations_delta'])
const answer = 0

/** The content blocks of one message. Its tool calls are counted from 0, wherever their blocks stand. */
export class BlockReader {
  /** By the block's place: the number of its call, or null for a block that is no call of the caller's tools. */
  readonly #calls = new Map<number, number | null>()
  #counted = 0

  /** A whole block, or its beginning. */
  begin(block: unknown, place: number): AnswerPart[] {
    if (typeof block !== 'object' || block === null) return []
    const { type, id, name, input } = block as Members
    if (type !== 'tool_use') {
      this.#calls.set(place, null)
      return readPiece(block as Members)
    }
    const call = this.#counted++
    this.#calls.set(place, call)
    const begun: AnswerPart = { type: 'tool-call', answer, call, id: text(id), name: text(name) }
    const whole = typeof input === 'object' && input !== null && Object.keys(input).length > 0
    return whole ? [begun, { type: 'tool-arguments', answer, call, text: JSON.stringify(input) }] : [begun]
  }

  /** A piece of the block at this place. */
  more(delta: unknown, place: number): AnswerPart[] {
    if (typeof delta !== 'object' || delta === null) return []
    const { type, partial_json: piece } = delta as Members
    if (type !== 'input_json_delta') return readPiece(delta as Members)
    const call = this.#calls.get(place)
    // What a tool of Anthropic's own is asked is paid for like everything that is said.
    if (call === null) return [{ type: 'other', answer }]
    return [{ type: 'tool-arguments', answer, call: call ?? this.#unbegun(place), text: text(piece) }]
  }

  #unbegun(place: number): number {
    const call = this.#counted++
    this.#calls.set(place, call)
    return call
  }
}

function readPiece({ type, text: words, thinking, signature, data }: Members): AnswerPart[] {
  if (type === 'text' || type === 'text_delta') return words ? [{ type: 'text', answer, text: text(words) }] : []
  if (type === 'thinking' || type === 'thinking_delta' || type === 'signature_delta') {
    const parts: AnswerPart[] = thinking ? [{ type: 'reasoning', answer, text: text(thinking) }] : []
    if (signature) parts.push({ type: 'signature', answer, signature: text(signature) })
    return parts
  }
  if (type === 'redacted_thinking') return [{ type: 'signature', answer, signature: text(data), hidden: true }]
  return type === undefined || aside.has(type) ? [] : [{ type: 'other', answer }]
}
