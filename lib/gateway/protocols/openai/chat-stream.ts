import { DeliveredText } from '../../measure/delivered-text'
import type { StreamEnd } from '../../measure/stream-end'
import { readUsage, type Usage } from '../../measure/usage'
import type { Reading, StreamReader, UpstreamError } from '../stream-reader'
import { CatchUp } from './catch-up'
import { type Choice, type Chunk, chunksOf, tapDelta } from './chat-chunk'
import { ChoiceCeilings } from './choice-ceilings'
import { Renamer, withoutNullUsage } from './edit'
import { errorEvent, readError } from './error-event'

const MAX_CHOICES = 128

export interface ChatStreamOptions {
  model: string
  wantsUsage: boolean
  /** How many answers were asked for, and the most tokens that each may have. */
  answers?: number
  answerTokens?: number
}

/** OpenAI chat (or text) completion chunks in, the same out: the model's name changed, usage kept for the end. */
export class ChatStream implements StreamReader {
  readonly delivered: DeliveredText
  hasContent = false
  finishReason: string | null = null
  usage: Usage | null = null
  error: UpstreamError | undefined
  readonly #options: ChatStreamOptions
  readonly #renamer: Renamer
  readonly #open = new Set<number>()
  readonly #closed = new Set<number>()
  readonly #earlier: ChatStream | undefined
  readonly #ceilings: ChoiceCeilings
  #catchUp: CatchUp | undefined
  #out = ''
  #head: Chunk | undefined
  #usageChunk: Chunk | undefined
  #reported: unknown

  constructor(options: ChatStreamOptions, earlier?: ChatStream) {
    this.#options = options
    this.#renamer = new Renamer(options.model)
    this.#earlier = earlier
    this.delivered = earlier?.delivered ?? new DeliveredText()
    this.#ceilings = new ChoiceCeilings(options, this.delivered)
    if (earlier) {
      this.#catchUp = new CatchUp(earlier.delivered)
      this.#head = earlier.#head
    }
  }

  get finished() {
    return this.finishReason !== null && this.#open.size === 0
  }

  get held() {
    return this.#out.length
  }

  take() {
    const out = this.#out
    this.#out = ''
    return out
  }

  read(data: string, name: string): Reading {
    const bare = data.length < 16 ? data.trim() : data
    if (bare === '[DONE]') return 'done'
    if (bare === '') return 'more'
    const chunk = parseObject(data)
    if (name === 'error' || chunk?.error || chunk?.object === 'error') {
      this.error = readError(chunk?.error || chunk || data)
      return 'error'
    }
    if (!chunk) return 'malformed'
    const { choices, usage } = chunk
    if (usage) this.#report(usage)
    // Not a chunk of an answer: pings and the like.
    if (choices === undefined || choices === null) return 'more'
    if (!Array.isArray(choices)) return 'malformed'
    if (choices.length === 0 && 'usage' in chunk) {
      if (usage) this.#usageChunk = chunk
      return 'more'
    }
    let changed = false
    const kept: Choice[] = []
    for (const choice of choices as Choice[]) {
      if (typeof choice !== 'object' || choice === null) return 'malformed'
      if (this.#catchUp) {
        const said = this.#catchUp.skip(choice)
        if (said !== 'new') return said === 'known' ? 'more' : 'parted'
        this.#catchUp = undefined
      }
      const index = indexOf(choice)
      if (this.#ceilings.drops(index)) continue
      kept.push(choice)
      changed = this.#ceilings.cut(choice, index, data.length) || changed
      changed = this.#tap(choice, index) || changed
    }
    this.#head ??= { id: chunk.id, object: chunk.object, created: chunk.created }
    if (kept.length < choices.length) this.#write(data, { ...chunk, choices: kept }, true)
    else this.#write(data, chunk, changed)
    return this.#ceilings.reached(this.#closed.size) ? 'enough' : 'more'
  }

  readWhole(text: string): Reading {
    const answer = parseObject(text)
    if (!answer) return 'malformed'
    const chunks = answer.error || answer.object === 'error' ? [answer] : chunksOf(answer)
    for (const chunk of chunks) {
      const reading = this.read(JSON.stringify(chunk), '')
      if (reading !== 'more') return reading
    }
    return chunks.length > 0 ? 'done' : 'malformed'
  }

  last(settled: { cost?: string; usage?: Usage } | undefined) {
    if (!this.#options.wantsUsage) return 'data: [DONE]\n\n'
    const counted = settled?.usage ?? this.usage
    const reported = settled?.usage?.estimated ? undefined : this.#reported
    const usage = reported ?? (counted && usageMembers(counted))
    if (!usage) return 'data: [DONE]\n\n'
    const { id, object, created } = this.#head ?? {}
    const chunk = {
      ...(this.#usageChunk ?? { id, object, created }),
      ...(this.#earlier && { id, created }),
      model: this.#options.model,
      choices: [],
      usage,
      ...(settled?.cost !== undefined && { _cost: JSON.rawJSON(settled.cost) }),
    }
    return `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`
  }

  failed(how: StreamEnd['how']) {
    return errorEvent(how === 'timeout' ? 'upstream_timeout' : 'upstream_failed')
  }

  again() {
    return this.delivered.plain ? new ChatStream(this.#options, this) : undefined
  }

  /** True if the choice had to be changed. */
  #tap(choice: Choice, index: number) {
    const { delta, finish_reason: reason } = choice
    let said = false
    if (delta) said = tapDelta(delta, index, this.delivered)
    if (typeof choice.text === 'string' && choice.text !== '') said = tapDelta({ content: choice.text }, index, this.delivered)
    if (said) {
      this.delivered.hasContent = true
      this.hasContent = true
      this.#ceilings.said(index)
    }
    if (typeof reason === 'string' && reason !== '') {
      this.finishReason = reason
      this.hasContent = true
      this.#open.delete(index)
      this.#closed.add(index)
    } else if (said && !this.#closed.has(index)) this.#open.add(index)
    if (choice.usage === undefined) return false
    // Moonshot's place for it.
    this.#report(choice.usage)
    delete choice.usage
    return true
  }

  #report(usage: unknown) {
    this.#reported = usage
    this.usage = readUsage(usage) ?? this.usage
  }

  #write(data: string, chunk: Chunk, changed: boolean) {
    if (changed && (chunk.choices as Choice[]).length === 0) return
    const { model, wantsUsage } = this.#options
    const hidesUsage = chunk.usage !== undefined && (chunk.usage !== null || !wantsUsage)
    if (!changed && !this.#earlier && !data.includes('\n')) {
      let text: string | undefined = data
      if (hidesUsage) text = chunk.usage === null ? withoutNullUsage(text) : undefined
      if (text !== undefined && chunk.model !== model) {
        text = typeof chunk.model === 'string' ? this.#renamer.rename(text, chunk.model) : undefined
      }
      if (text !== undefined) {
        this.#out += `data: ${text}\n\n`
        return
      }
    }
    const { usage: _usage, ...rest } = chunk
    const usage = chunk.usage === undefined || hidesUsage ? {} : { usage: null }
    const head = this.#earlier && this.#head ? { id: this.#head.id, created: this.#head.created } : {}
    this.#out += `data: ${JSON.stringify({ ...rest, ...head, ...usage, model })}\n\n`
  }
}

const indexOf = ({ index }: Choice): number => (typeof index === 'number' && index >= 0 ? Math.min(index, MAX_CHOICES - 1) : 0)

function parseObject(text: string): Chunk | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Chunk) : undefined
  } catch {
    return undefined
  }
}

const usageMembers = (usage: Usage) => ({
  prompt_tokens: usage.inputTokens,
  completion_tokens: usage.outputTokens,
  total_tokens: usage.inputTokens + usage.outputTokens,
  prompt_tokens_details: { cached_tokens: usage.cachedTokens },
  completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
})
