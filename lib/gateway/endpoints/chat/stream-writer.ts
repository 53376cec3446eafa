import type { ErrorCode } from '@/lib/errors'
import type { AnswerPart } from '../../generation/part'
import type { AnswerHead, AnswerTotal, StreamWriter } from '../endpoint'
import { chatUsage } from './chat-usage'
import { Choices } from './choices'
import { Renamer, withoutNullUsage } from './edit-chunk'
import { chatErrorEvent } from './error-body'

/** What chunks look like that are put together from parts. */
export interface ChunkShape {
  object: string
  idOf(call: string): string
  /** Of one call's chunks, in order. */
  choicesFor(call: string): (parts: AnswerPart[]) => object[]
}

interface ChunkHead {
  id: unknown
  object: unknown
  created: unknown
}

type Members = Record<string, unknown>

/** Chunks of a completion. Those of an upstream that speaks the same go on as they came, under the name that was asked for. */
export class ChunkWriter implements StreamWriter {
  readonly #answer: AnswerHead
  readonly #wantsUsage: boolean
  readonly #renamer: Renamer
  /** Of the first chunk, ours or the upstream's. */
  #head: ChunkHead | undefined
  #repeated = false
  #usageChunk: Members | undefined
  #reported: unknown

  readonly #shape: ChunkShape
  readonly #choicesOf: (parts: AnswerPart[]) => object[]

  constructor(head: AnswerHead, shape: ChunkShape = chatChunks) {
    this.#answer = head
    this.#shape = shape
    this.#choicesOf = shape.choicesFor(head.id)
    this.#renamer = new Renamer(head.model)
    const options = head.request.prompt.stream_options as { include_usage?: unknown } | null | undefined
    this.#wantsUsage = options?.include_usage === true
  }

  write(parts: AnswerPart[]): string {
    return chunksOf(parts)
      .map((chunk) => this.#chunk(chunk))
      .join('')
  }

  pass(json: Members, data: string | undefined): string {
    const { choices, usage } = json
    if (usage) this.#reported = usage
    if (!Array.isArray(choices)) return ''
    if (choices.length === 0 && 'usage' in json) {
      // It goes out at the end, when it is known what the call cost.
      if (usage) this.#usageChunk = json
      return ''
    }
    this.#head ??= { id: json.id, object: json.object, created: json.created }
    const stripped = this.#takeUsage(choices)
    const hidesUsage = usage !== undefined && (usage !== null || !this.#wantsUsage)
    const asCame =
      stripped || this.#repeated || data === undefined || data.includes('\n') ? undefined : this.#edited(json, data, hidesUsage)
    if (asCame !== undefined) return `data: ${asCame}\n\n`
    const { usage: _usage, ...rest } = json
    const kept = usage === undefined || hidesUsage ? {} : { usage: null }
    const head = this.#repeated ? { id: this.#head.id, created: this.#head.created } : {}
    return event({ ...rest, ...head, ...kept, model: this.#answer.model })
  }

  again() {
    this.#repeated = true
  }

  last({ cost, usage: counted }: AnswerTotal): string {
    const usage = counted && (counted.estimated || !this.#reported ? chatUsage(counted) : this.#reported)
    if (!this.#wantsUsage || !usage) return done
    const { id, object, created } = this.#head ?? {}
    const chunk = {
      ...(this.#usageChunk ?? { id, object, created }),
      ...(this.#repeated && { id, created }),
      model: this.#answer.model,
      choices: [],
      usage,
      ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }),
    }
    return event(chunk) + done
  }

  failed(code: ErrorCode, message?: string): string {
    return chatErrorEvent(code, message)
  }

  #chunk(parts: AnswerPart[]): string {
    const choices = this.#choicesOf(parts)
    if (choices.length === 0) return ''
    const { id, time, model } = this.#answer
    this.#head ??= { id: this.#shape.idOf(id), object: this.#shape.object, created: Math.floor(time.getTime() / 1000) }
    return event({ ...this.#head, model, choices })
  }

  /** The event's own text where that can be edited; undefined where the chunk has to be written anew. */
  #edited(json: Members, data: string, hidesUsage: boolean): string | undefined {
    const text = hidesUsage ? (json.usage === null ? withoutNullUsage(data) : undefined) : data
    if (text === undefined || json.model === this.#answer.model) return text
    return typeof json.model === 'string' ? this.#renamer.rename(text, json.model) : undefined
  }

  /** Moonshot puts the usage into a choice. True if there was any, which is taken out in place. */
  #takeUsage(choices: Members[]): boolean {
    let found = false
    for (const choice of choices) {
      if (choice.usage === undefined) continue
      if (choice.usage) this.#reported = choice.usage
      delete choice.usage
      found = true
    }
    return found
  }
}

/** Clients look at the first tool call of a chunk alone, so that each has chunks of its own. */
function chunksOf(parts: AnswerPart[]): AnswerPart[][] {
  const chunks: AnswerPart[][] = [[]]
  let last: { answer: number; call?: number } | undefined
  for (const part of parts) {
    if ('call' in part && part.call !== undefined) {
      if (last && (part.call !== last.call || part.answer !== last.answer)) chunks.push([])
      last = part
    }
    chunks.at(-1)?.push(part)
  }
  return chunks
}

/** The call's own id, with the beginning that clients expect. */
export const completionId = (id: string): string => `chatcmpl-${id.slice(id.indexOf('_') + 1)}`

const chatChunks: ChunkShape = {
  object: 'chat.completion.chunk',
  idOf: completionId,
  choicesFor(call) {
    const choices = new Choices(call)
    return (parts) => choices.of(parts)
  },
}

const done = 'data: [DONE]\n\n'
const event = (chunk: object) => `data: ${JSON.stringify(chunk)}\n\n`
