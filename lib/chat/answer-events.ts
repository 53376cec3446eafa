import type { UIMessageChunk } from 'ai'
import type { MessageFacts, MessagePart } from '@/lib/conversations/schema'
import { parseKeepingDigits } from '@/lib/json'
import { parseMoney } from '@/lib/money'

export type ChatEvent = UIMessageChunk<MessageFacts>

const money = new Set(['_cost'])

const mostTokens = 2_147_483_647
/** A number of tokens that a column can hold. */
const count = (tokens: number | undefined): number | null =>
  Number.isInteger(tokens) && tokens !== undefined && tokens >= 0 && tokens <= mostTokens ? tokens : null

/** The parts of a stream's chunk that a conversation needs. */
interface Chunk {
  model?: string
  error?: { message?: string; code?: string }
  choices?: {
    delta?: { content?: string | null; reasoning_content?: string | null; reasoning?: string | null }
    finish_reason?: string | null
  }[]
  usage?: { prompt_tokens?: number; completion_tokens?: number } | null
  _cost?: string
}

/**
 * Turns the chunks of one answer into events of the ai package, and keeps what was said. `begin` is when the call was sent, in
 * milliseconds; `now` is the clock.
 */
export class AnswerEvents {
  readonly parts: MessagePart[] = []
  readonly facts: {
    model: string | null
    inputTokens: number | null
    outputTokens: number | null
    chargeNanos: bigint | null
    ttftMs: number | null
    reasoningMs: number | null
  } = {
    model: null,
    inputTokens: null,
    outputTokens: null,
    chargeNanos: null,
    ttftMs: null,
    reasoningMs: null,
  }
  error: { message: string; code: string } | undefined
  #open: 'text' | 'reasoning' | undefined
  #count = 0
  #reasoningSince = 0
  readonly #say: (event: ChatEvent) => void
  readonly #begin: number
  readonly #now: () => number

  constructor(say: (event: ChatEvent) => void, begin: number, now: () => number) {
    this.#say = say
    this.#begin = begin
    this.#now = now
  }

  /** Takes one `data:` of the stream. */
  take(data: string): void {
    if (data === '[DONE]') return
    const chunk = parseKeepingDigits(data, money) as Chunk
    if (chunk.error) this.error = { message: chunk.error.message ?? '', code: chunk.error.code ?? 'upstream_failed' }
    if (chunk.model) this.facts.model = chunk.model
    if (chunk.usage) {
      this.facts.inputTokens = count(chunk.usage.prompt_tokens)
      this.facts.outputTokens = count(chunk.usage.completion_tokens)
    }
    if (chunk._cost !== undefined) this.facts.chargeNanos = parseMoney(chunk._cost) ?? null
    const delta = chunk.choices?.[0]?.delta
    const reasoning = delta?.reasoning_content ?? delta?.reasoning
    if (reasoning) this.#add('reasoning', reasoning)
    if (delta?.content) this.#add('text', delta.content)
  }

  #add(type: 'text' | 'reasoning', delta: string): void {
    this.facts.ttftMs ??= Math.round(this.#now() - this.#begin)
    if (this.#open !== type) {
      this.close()
      this.#open = type
      this.#count++
      if (type === 'reasoning') this.#reasoningSince = this.#now()
      this.parts.push({ type, text: '' })
      this.#say({ type: `${type}-start`, id: String(this.#count) })
    }
    const part = this.parts.at(-1)
    if (part) part.text += delta
    this.#say({ type: `${type}-delta`, id: String(this.#count), delta })
  }

  close(): void {
    if (this.#open === 'reasoning') this.facts.reasoningMs = (this.facts.reasoningMs ?? 0) + Math.round(this.#now() - this.#reasoningSince)
    if (this.#open) this.#say({ type: `${this.#open}-end`, id: String(this.#count) })
    this.#open = undefined
  }
}
