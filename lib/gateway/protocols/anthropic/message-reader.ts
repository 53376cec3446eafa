import type { AnswerPart } from '../../generation/part'
import type { EventReader, UpstreamEvent } from '../protocol'
import { readBlock } from './read-block'
import { readAnthropicError, readMessage, readStop } from './read-message'
import { readMessagesUsage } from './read-usage'

type Members = Record<string, unknown>

/** The events of a message. */
export class MessageReader implements EventReader {
  /** What the first event says of the input; the last one may say it again, or leave it out. */
  #begun: unknown

  read(data: string, _name: string): UpstreamEvent | 'done' | 'malformed' {
    if (data.trim() === '') return { parts: [], json: null }
    let json: Members
    try {
      json = JSON.parse(data) as Members
    } catch {
      return 'malformed'
    }
    if (typeof json !== 'object' || json === null) return 'malformed'
    return json.type === 'message_stop' ? 'done' : { parts: this.#partsOf(json), json }
  }

  readWhole(text: string): UpstreamEvent[] | 'malformed' {
    try {
      const event = readMessage(JSON.parse(text))
      return event === 'malformed' ? event : [{ parts: [{ type: 'begin', answer: 0 }, ...event.parts], json: null }]
    } catch {
      return 'malformed'
    }
  }

  #partsOf(json: Members): AnswerPart[] {
    const call = typeof json.index === 'number' ? json.index : 0
    switch (json.type) {
      case 'message_start':
        this.#begun = (json.message as Members | undefined)?.usage
        return [{ type: 'begin', answer: 0 }]
      case 'content_block_start':
        return readBlock(json.content_block, call)
      case 'content_block_delta':
        return readBlock(json.delta, call)
      case 'message_delta':
        return this.#ending(json)
      case 'error':
        return [{ type: 'error', error: readAnthropicError(json.error) }]
      default:
        return []
    }
  }

  #ending({ delta, usage }: Members): AnswerPart[] {
    const parts: AnswerPart[] = readStop((delta as Members | undefined)?.stop_reason)
    const known = typeof this.#begun === 'object' ? this.#begun : {}
    const read = readMessagesUsage({ ...known, ...given(usage) })
    if (read) parts.push({ type: 'usage', usage: read })
    return parts
  }
}

/** What is said, without the nulls of what is not. */
const given = (usage: unknown): Members =>
  Object.fromEntries(Object.entries((usage ?? {}) as Members).filter(([, value]) => value !== null && value !== undefined))
