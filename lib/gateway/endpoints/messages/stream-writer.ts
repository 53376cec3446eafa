import type { ErrorCode } from '@/lib/errors'
import type { AnswerPart } from '../../generation/part'
import type { AnswerHead, AnswerTotal, StreamWriter } from '../endpoint'
import { BlockWriter, eventText } from './block-writer'
import { emptyAtStop, emptyInMessage } from './empty-members'
import { messagesErrorEvent } from './error-body'
import { messagesUsage } from './messages-usage'
import { stopOf } from './stop-reason'
import { isOfMessage, messageId, nothing } from './write-message'

type Members = Record<string, unknown>

/**
 * The events of a message: its beginning, its blocks, its end. Those of an upstream that speaks the same go on as they came, under the name
 * that was asked for.
 */
export class MessageWriter implements StreamWriter {
  readonly #head: AnswerHead
  readonly #blocks: BlockWriter
  #begun = false
  #resumed = false
  #stop: ReturnType<typeof stopOf> | undefined
  /** The upstream's last event but one, which goes out when it is known what the call cost. */
  #ending: Members | undefined

  constructor(head: AnswerHead) {
    this.#head = head
    this.#blocks = new BlockWriter(head.id)
  }

  write(parts: AnswerPart[]): string {
    let out = ''
    for (const part of parts) {
      if (!('answer' in part) || !isOfMessage(part)) continue
      if (part.type === 'finish') this.#stop = stopOf(part, this.#head.request.prompt)
      else if (part.type === 'begin') out += this.#begin()
      else {
        const said = this.#blocks.write(part)
        if (said !== '') out += this.#begin() + said
      }
    }
    return out
  }

  pass(json: Members): string {
    if (json.type === 'message_start') {
      if (this.#begun) return ''
      this.#begun = true
      return eventText({ ...json, message: { ...(json.message as Members), model: this.#head.model } })
    }
    if (json.type === 'message_delta') {
      this.#ending = json
      return ''
    }
    // Of a request that was sent again, the end of the block before may have been skipped with what the caller has.
    const begun = json.type === 'content_block_start' ? this.#begin() + (this.#resumed ? this.#blocks.close() : '') : ''
    if (json.type === 'content_block_start') {
      const { type } = json.content_block as Members
      this.#blocks.passed(String(type), json.index as number)
    } else if (json.type === 'content_block_stop') this.#blocks.passed(undefined)
    return begun + eventText(json)
  }

  /** The caller has the message's beginning already. */
  again() {
    this.#resumed = true
  }

  last({ cost, usage }: AnswerTotal): string {
    const ending = this.#ending ?? { type: 'message_delta', delta: { ...emptyAtStop, stop_reason: null, stop_sequence: null } }
    const told = usage && (usage.estimated || !this.#ending?.usage) ? messagesUsage(usage) : this.#ending?.usage
    return (
      this.#begin() +
      this.#blocks.close() +
      eventText({
        ...ending,
        delta: this.#stop ? { ...emptyAtStop, ...this.#stop } : ending.delta,
        // Clients read it without looking whether it is there.
        usage: told ?? messagesUsage(nothing),
        ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }),
      }) +
      eventText({ type: 'message_stop' })
    )
  }

  failed(code: ErrorCode, message?: string): string {
    return messagesErrorEvent(code, message)
  }

  /** What was read is known at the end alone. */
  #begin(): string {
    if (this.#begun) return ''
    this.#begun = true
    const { id, model } = this.#head
    const message = {
      id: messageId(id),
      type: 'message',
      role: 'assistant',
      model,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      ...emptyInMessage,
      usage: messagesUsage(nothing),
    }
    return eventText({ type: 'message_start', message })
  }
}
