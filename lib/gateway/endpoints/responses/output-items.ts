import { isObject } from '@/lib/json-object'
import type { AnswerPart, FinishReason } from '../../generation/part'
import { closeItem } from './close-item'
import { followEvent } from './follow-event'
import { carry } from './own-thought'
import type { CallersTool } from './toolbox'

type Members = Record<string, unknown>

/** Takes an event; its number is given to it where it is written. */
export type Emit = (event: Members) => void

/** An item that goes on. */
export interface OpenItem {
  item: Members
  /** The part of it that goes on, and its place; of a thought a part of its summary. */
  part?: Members
  place: number
  /** Made here, of parts. */
  own?: true
  /** What a custom tool's arguments came to, which are told when they are whole. */
  words?: string
}

/**
 * The items of one answer, made of its parts or followed in the upstream's own events. What changes is emitted as events in the order that
 * OpenAI's clients expect.
 */
export class OutputItems {
  /** By their place in the answer. */
  readonly items: Members[] = []
  readonly #emit: Emit
  readonly #id: (kind: string) => string
  readonly #named: Map<string, CallersTool>
  readonly #open = new Map<number, OpenItem>()
  readonly #calls = new Map<number, number>()
  /** The message or the thought that is told. */
  #current: number | undefined

  /** `tail` makes the items' ids the answer's own; `named` are the caller's tools by the names that the model is told. */
  constructor(tail: string, named: Map<string, CallersTool>, emit: Emit) {
    this.#id = (kind) => `${kind}_${tail}${this.items.length}`
    this.#named = named
    this.#emit = emit
  }

  add(part: AnswerPart): void {
    if (part.type === 'text' || part.type === 'refusal') this.#say(part.type === 'text' ? 'output_text' : 'refusal', part.text)
    else if (part.type === 'reasoning') this.#think(part.text)
    else if (part.type === 'signature') this.#prove(part)
    else if (part.type === 'tool-call') this.#call(part.call, part.id, part.name)
    else if (part.type === 'tool-arguments') this.#argue(part.call, part.text)
    else if (part.type === 'image') this.#show(part)
  }

  /** Takes account of an event that goes on as it came. */
  follow(event: Members): void {
    const index = event.output_index
    if (typeof index !== 'number' || !Number.isSafeInteger(index) || index < 0 || index > this.items.length) return
    const open = this.#open.get(index)
    if (event.type === 'response.output_item.added' && isObject(event.item)) {
      const { type } = event.item
      this.#begin(structuredClone(event.item), index)
      if (type === 'message' || type === 'reasoning') this.#current = index
    } else if (event.type === 'response.output_item.done' && isObject(event.item)) {
      this.items[index] = event.item
      this.#forget(index)
    } else if (open) followEvent(open, event)
  }

  /** An item that came whole from an upstream. */
  whole(item: Members): void {
    this.#closeCurrent()
    const index = this.#begin(item, this.items.length)
    this.#emit({ type: 'response.output_item.added', output_index: index, item })
    this.#emit({ type: 'response.output_item.done', output_index: index, item })
    this.#forget(index)
  }

  /** Ends what goes on. */
  close(reason: FinishReason): void {
    const cut = reason === 'length' || reason === 'content_filter'
    for (const index of [...this.#open.keys()]) this.#close(index, cut ? 'incomplete' : 'completed')
  }

  #begin(item: Members, index: number): number {
    this.items[index] = item
    this.#open.set(index, { item, place: -1 })
    return index
  }

  #added(item: Members): OpenItem {
    const index = this.#begin(item, this.items.length)
    this.#emit({ type: 'response.output_item.added', output_index: index, item })
    const open = this.#open.get(index) as OpenItem
    open.own = true
    return open
  }

  #say(kind: 'output_text' | 'refusal', text: string): void {
    const open = this.#currentOf('message') ?? this.#message()
    const at = { item_id: open.item.id, output_index: this.#current, content_index: open.place }
    if (open.part?.type !== kind) {
      if (open.part) closeItem.part(open, at, this.#emit)
      at.content_index = ++open.place
      open.part = kind === 'output_text' ? { type: kind, text: '', annotations: [], logprobs: [] } : { type: kind, refusal: '' }
      ;(open.item.content as Members[])[open.place] = open.part
      this.#emit({ type: 'response.content_part.added', ...at, part: open.part })
    }
    if (kind === 'refusal') open.part.refusal += text
    else open.part.text += text
    this.#emit({ type: `response.${kind}.delta`, ...at, delta: text, ...(kind === 'output_text' && { logprobs: [] }) })
  }

  #message(): OpenItem {
    this.#closeCurrent()
    this.#current = this.items.length
    return this.#added({ id: this.#id('msg'), type: 'message', status: 'in_progress', role: 'assistant', content: [] })
  }

  #think(text: string): void {
    const open = this.#currentOf('reasoning') ?? this.#thought()
    if (open.part?.type === 'reasoning_text') {
      open.part.text += text
      const at = { item_id: open.item.id, output_index: this.#current, content_index: open.place }
      this.#emit({ type: 'response.reasoning_text.delta', ...at, delta: text })
      return
    }
    if (!open.part) {
      open.part = { type: 'summary_text', text: '' }
      ;(open.item.summary as Members[])[++open.place] = open.part
      this.#emit({ type: 'response.reasoning_summary_part.added', ...this.#inSummary(open), part: open.part })
    }
    open.part.text += text
    this.#emit({ type: 'response.reasoning_summary_text.delta', ...this.#inSummary(open), delta: text })
  }

  #inSummary = ({ item, place }: OpenItem) => ({ item_id: item.id, output_index: this.#current, summary_index: place })

  #thought(): OpenItem {
    this.#closeCurrent()
    this.#current = this.items.length
    return this.#added({ id: this.#id('rs'), type: 'reasoning', summary: [] })
  }

  /** The proof of a thought ends it. That of a call, and a thought that nobody may read, stand in an item of their own. */
  #prove({ call, signature, hidden }: Extract<AnswerPart, { type: 'signature' }>): void {
    const index = call === undefined ? undefined : this.#calls.get(call)
    const open = call === undefined && !hidden ? this.#currentOf('reasoning') : undefined
    const { item } = open ?? (index === undefined ? this.#thought() : this.#added({ id: this.#id('rs'), type: 'reasoning', summary: [] }))
    if (index !== undefined) item.encrypted_content = carry({ call: String(this.items[index]?.call_id), signature })
    else if (hidden) item.encrypted_content = carry({ thought: { type: 'redacted_thinking', data: signature } })
    else item.encrypted_content = carry({ thought: { type: 'thinking', thinking: String(open?.part?.text ?? ''), signature } })
    this.#close(this.items.indexOf(item), 'completed')
  }

  #call(call: number, id: string, told: string): void {
    this.#closeCurrent()
    const { name, namespace, custom } = this.#named.get(told) ?? { name: told, custom: false }
    const called = { call_id: id || this.#id('call'), name, ...(namespace !== undefined && { namespace }) }
    this.#calls.set(call, this.items.length)
    if (custom) this.#added({ id: this.#id('ctc'), type: 'custom_tool_call', status: 'in_progress', ...called, input: '' }).words = ''
    else this.#added({ id: this.#id('fc'), type: 'function_call', status: 'in_progress', ...called, arguments: '' })
  }

  #argue(call: number, text: string): void {
    const index = this.#calls.get(call)
    const open = index === undefined ? undefined : this.#open.get(index)
    if (!open || text === '') return
    if (open.words !== undefined) {
      open.words += text
      return
    }
    open.item.arguments += text
    this.#emit({ type: 'response.function_call_arguments.delta', item_id: open.item.id, output_index: index, delta: text })
  }

  #show({ mediaType, data }: Extract<AnswerPart, { type: 'image' }>): void {
    const format = /^image\/([\w.+-]{1,20})$/.exec(mediaType)?.[1] ?? 'png'
    this.whole({ id: this.#id('ig'), type: 'image_generation_call', status: 'completed', result: data, output_format: format })
  }

  #currentOf(type: string): OpenItem | undefined {
    const open = this.#current === undefined ? undefined : this.#open.get(this.#current)
    return open?.item.type === type ? open : undefined
  }

  #closeCurrent(): void {
    if (this.#current !== undefined) this.#close(this.#current, 'completed')
  }

  #close(index: number, status: string): void {
    const open = this.#open.get(index)
    if (!open) return
    const { item, part } = open
    // Without a proof, too, a thought is known as ours when the caller sends it back.
    if (open.own && item.type === 'reasoning' && item.encrypted_content === undefined)
      item.encrypted_content = carry({ thought: { type: 'thinking', thinking: String(part?.text ?? '') } })
    closeItem.whole(open, index, status, this.#emit)
    this.#forget(index)
  }

  #forget(index: number): void {
    this.#open.delete(index)
    if (this.#current === index) this.#current = undefined
  }
}
