import { isObject } from '@/lib/json-object'
import type { AnswerPart, FinishReason } from '../../generation/part'
import type { Members } from './members'
import { toldProof } from './proof'

interface Call {
  id: string
  name: string
  args: string
  signature?: string
}

type OfAnswer = Extract<AnswerPart, { answer: number }>

const reasons: Record<FinishReason, string> = { stop: 'STOP', tool_calls: 'STOP', length: 'MAX_TOKENS', content_filter: 'SAFETY' }

/** Parts of an answer as those of candidates. Calls are kept until their answer ends, since Google's clients read no half ones. */
export class Candidates {
  readonly #shows: boolean
  readonly #calls = new Map<number, Map<number, Call>>()
  /** How each answer ended, in Gemini's word. */
  readonly finished = new Map<number, string>()

  /** `shows`: the caller wants to read the thoughts. */
  constructor(shows: boolean) {
    this.#shows = shows
  }

  /** What is to be told of these, answer by answer. */
  take(parts: AnswerPart[]): Map<number, Members[]> {
    const told = new Map<number, Members[]>()
    for (const part of parts) {
      if (!('answer' in part)) continue
      const fresh = part.type === 'finish' ? this.#finish(part) : this.#partsOf(part)
      if (fresh.length === 0) continue
      const list = told.get(part.answer) ?? []
      told.set(part.answer, list)
      for (const each of fresh) join(list, each)
    }
    return told
  }

  #partsOf(part: Exclude<OfAnswer, { type: 'finish' }>): Members[] {
    switch (part.type) {
      case 'text':
      case 'refusal':
        return [{ text: part.text }]
      case 'reasoning':
        return this.#shows ? [{ text: part.text, thought: true }] : []
      case 'signature':
        if (part.call !== undefined) this.#callOf(part.answer, part.call).signature = part.signature
        return part.call === undefined && this.#shows && !part.hidden
          ? [{ text: '', thought: true, thoughtSignature: toldProof(part.signature) }]
          : []
      case 'tool-call':
        Object.assign(this.#callOf(part.answer, part.call), { id: part.id, name: part.name })
        return []
      case 'tool-arguments':
        this.#callOf(part.answer, part.call).args += part.text
        return []
      case 'image':
        return [{ inlineData: { mimeType: part.mediaType, data: part.data } }]
      default:
        return []
    }
  }

  #callOf(answer: number, at: number): Call {
    const calls = this.#calls.get(answer) ?? new Map<number, Call>()
    this.#calls.set(answer, calls)
    const call = calls.get(at) ?? { id: '', name: '', args: '' }
    calls.set(at, call)
    return call
  }

  /** The calls go out now. One that cannot be read is none: it was cut by the ceiling, or the model wrote it badly. */
  #finish({ answer, reason }: Extract<AnswerPart, { type: 'finish' }>): Members[] {
    const calls = [...(this.#calls.get(answer)?.values() ?? [])]
    this.#calls.delete(answer)
    const whole = calls.map(partOfCall)
    const malformed = reason !== 'length' && whole.includes(undefined)
    this.finished.set(answer, malformed ? 'MALFORMED_FUNCTION_CALL' : reasons[reason])
    return whole.filter((part) => part !== undefined)
  }
}

function partOfCall({ id, name, args, signature }: Call): Members | undefined {
  const read = argumentsOf(args)
  if (!read) return undefined
  return {
    functionCall: { ...(id !== '' && { id }), name, args: read },
    ...(signature !== undefined && { thoughtSignature: signature }),
  }
}

function argumentsOf(text: string): Members | undefined {
  if (text.trim() === '') return {}
  try {
    const read: unknown = JSON.parse(text)
    return isObject(read) ? read : undefined
  } catch {
    return undefined
  }
}

/** Texts of one kind that follow each other are one part, up to a signature. */
function join(parts: Members[], part: Members): void {
  const last = parts.at(-1)
  const both = typeof last?.text === 'string' && typeof part.text === 'string' && last.thought === part.thought
  if (!last || !both || last.thoughtSignature !== undefined) parts.push(part)
  else Object.assign(last, part, { text: `${last.text}${part.text}` })
}
