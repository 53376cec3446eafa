import type { ErrorCode } from '@/lib/errors'
import type { AnswerPart } from '../../generation/part'
import type { AnswerHead, AnswerTotal, StreamWriter } from '../endpoint'
import { messagesErrorEvent } from './error-body'
import { messagesUsage } from './messages-usage'
import { stopReason } from './stop-reason'
import { isOfMessage, messageId } from './write-message'

type Members = Record<string, unknown>

/**
 * The events of a message: one block after the other, of text or of thinking. Those of an upstream that speaks the same go on as they
 * came, under the name that was asked for.
 */
export class MessageWriter implements StreamWriter {
  readonly #head: AnswerHead
  #begun = false
  #resumed = false
  #blocks = 0
  #open: 'text' | 'thinking' | 'other' | undefined
  #stop: string | null = null
  /** The upstream's last event but one, which goes out when it is known what the call cost. */
  #ending: Members | undefined

  constructor(head: AnswerHead) {
    this.#head = head
  }

  write(parts: AnswerPart[]): string {
    let out = ''
    for (const part of parts) {
      if (!isOfMessage(part)) continue
      if (part.type === 'finish') this.#stop = stopReason(part.reason)
      else if (part.type === 'begin') out += this.#begin()
      else if (part.type === 'text' || part.type === 'refusal') out += this.#say('text', { type: 'text_delta', text: part.text })
      else if (part.type === 'reasoning') out += this.#say('thinking', { type: 'thinking_delta', thinking: part.text })
    }
    return out
  }

  pass(json: Members): string {
    if (json.type === 'message_start') {
      if (this.#begun) return ''
      this.#begun = true
      return event({ ...json, message: { ...(json.message as Members), model: this.#head.model } })
    }
    if (json.type === 'message_delta') {
      this.#ending = json
      return ''
    }
    // Of a request that was sent again, the end of the block before may have been skipped with what the caller has.
    const begun = json.type === 'content_block_start' ? this.#begin() + (this.#resumed ? this.#close() : '') : ''
    if (json.type === 'content_block_start') {
      this.#blocks = (json.index as number) + 1
      const { type } = json.content_block as Members
      this.#open = type === 'text' || type === 'thinking' ? type : 'other'
    } else if (json.type === 'content_block_stop') this.#open = undefined
    return begun + event(json)
  }

  /** The caller has the message's beginning already. */
  again() {
    this.#resumed = true
  }

  last({ cost, usage }: AnswerTotal): string {
    const ending = this.#ending ?? { type: 'message_delta', delta: { stop_reason: this.#stop, stop_sequence: null } }
    const told = usage && (usage.estimated || !this.#ending?.usage) ? messagesUsage(usage) : this.#ending?.usage
    const delta = this.#stop === null ? ending.delta : { stop_reason: this.#stop, stop_sequence: null }
    return (
      this.#begin() +
      this.#close() +
      event({
        ...ending,
        delta,
        ...(told !== undefined && told !== null && { usage: told }),
        ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }),
      }) +
      event({ type: 'message_stop' })
    )
  }

  failed(code: ErrorCode, message?: string): string {
    return messagesErrorEvent(code, message)
  }

  #begin(): string {
    if (this.#begun) return ''
    this.#begun = true
    const { id, model } = this.#head
    const usage = { input_tokens: 0, output_tokens: 0 }
    const message = {
      id: messageId(id),
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    }
    return event({ type: 'message_start', message })
  }

  #say(kind: 'text' | 'thinking', delta: object): string {
    let out = this.#begin()
    if (this.#open !== kind) {
      out += this.#close()
      const block = kind === 'text' ? { type: kind, text: '' } : { type: kind, thinking: '', signature: '' }
      out += event({ type: 'content_block_start', index: this.#blocks++, content_block: block })
      this.#open = kind
    }
    return out + event({ type: 'content_block_delta', index: this.#blocks - 1, delta })
  }

  #close(): string {
    if (!this.#open) return ''
    this.#open = undefined
    return event({ type: 'content_block_stop', index: this.#blocks - 1 })
  }
}

const event = (members: Members) => `event: ${members.type}\ndata: ${JSON.stringify(members)}\n\n`
