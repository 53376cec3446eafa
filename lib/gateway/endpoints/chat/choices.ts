import type { AnswerPart } from '../../generation/part'
import { type ReasoningDetail, ThoughtProofs } from './thought-proofs'

interface Delta {
  role?: string
  content?: string
  reasoning_content?: string
  reasoning_details?: ReasoningDetail[]
  refusal?: string
  tool_calls?: ToolCall[]
  images?: { type: 'image_url'; image_url: { url: string } }[]
}

interface ToolCall {
  index: number
  id?: string
  type?: 'function'
  function: { name?: string; arguments: string }
  extra_content?: { google: { thought_signature: string } }
}

interface Choice {
  index: number
  delta: Delta
  finish_reason: string | null
}

type Part = Extract<AnswerPart, { answer: number }>

const members = { text: 'content', reasoning: 'reasoning_content', refusal: 'refusal' } as const

/** The answers of one request as choices: of one chunk after the other, or of a whole completion. */
export class Choices {
  readonly #id: string
  readonly #proofs = new ThoughtProofs()

  constructor(id: string) {
    this.#id = id
  }

  of(parts: AnswerPart[]): Choice[] {
    const choices = new Map<number, Choice>()
    const calls = new Map<string, ToolCall>()
    for (const part of parts) {
      if (!('answer' in part) || part.type === 'other') continue
      let choice = choices.get(part.answer)
      if (!choice) {
        choice = { index: part.answer, delta: {}, finish_reason: null }
        choices.set(part.answer, choice)
      }
      if (part.type === 'finish') choice.finish_reason = part.reason
      else this.#add(choice.delta, part, calls)
    }
    return [...choices.values()]
  }

  #add(delta: Delta, part: Exclude<Part, { type: 'finish' | 'other' }>, calls: Map<string, ToolCall>): void {
    if (part.type === 'begin') Object.assign(delta, { role: 'assistant', content: '' })
    else if (part.type === 'image') addImage(delta, part)
    else if (part.type === 'signature') this.#prove(delta, part, calls)
    else if (part.type === 'tool-arguments') callOf(delta, part, calls).function.arguments += part.text
    else if (part.type === 'tool-call') {
      const { call, id, name } = part
      Object.assign(callOf(delta, part, calls), { id: id || this.#idOf(call), type: 'function', function: { name, arguments: '' } })
    } else {
      if (part.type === 'reasoning') this.#proofs.said(part)
      delta[members[part.type]] = (delta[members[part.type]] ?? '') + part.text
    }
  }

  #prove(delta: Delta, part: Extract<Part, { type: 'signature' }>, calls: Map<string, ToolCall>): void {
    const { answer, call, signature } = part
    if (call !== undefined) callOf(delta, { answer, call }, calls).extra_content = { google: { thought_signature: signature } }
    else {
      delta.reasoning_details ??= []
      delta.reasoning_details.push(this.#proofs.detail(part))
    }
  }

  /** Of a call whose upstream gave it none. */
  #idOf = (call: number): string => `call_${this.#id.slice(this.#id.indexOf('_') + 1)}_${call}`
}

/** OpenRouter's place for a picture in an answer. */
function addImage(delta: Delta, { mediaType, data }: Extract<AnswerPart, { type: 'image' }>): void {
  delta.images ??= []
  delta.images.push({ type: 'image_url', image_url: { url: `data:${mediaType};base64,${data}` } })
}

function callOf(delta: Delta, { answer, call: index }: { answer: number; call: number }, known: Map<string, ToolCall>): ToolCall {
  const place = `${answer} ${index}`
  const before = known.get(place)
  if (before) return before
  const call: ToolCall = { index, function: { arguments: '' } }
  known.set(place, call)
  delta.tool_calls ??= []
  delta.tool_calls.push(call)
  return call
}
