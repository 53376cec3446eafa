import { isObject, parseObject } from '@/lib/json-object'
import type { AnswerPart } from '../../generation/part'
import { isCount } from '../is-count'
import type { EventReader, UpstreamEvent } from '../protocol'
import { eventsOf } from './events-of'
import { BlockReader } from './read-block'
import { readAnthropicError, readMessage, readStop } from './read-message'
import { readMessagesUsage } from './read-usage'

type Members = Record<string, unknown>

/** The events of a message. */
export class MessageReader implements EventReader {
  /** What the first event says of the input; the last one may say it again, or leave it out. */
  #begun: unknown
  readonly #blocks = new BlockReader()

  read(data: string, name: string): UpstreamEvent | 'done' | 'malformed' {
    if (data.trim() === '') return { parts: [], json: null }
    const json = parseObject(data)
    if (!json) return 'malformed'
    if (json.type === 'error' || json.error || name === 'error')
      return { parts: [{ type: 'error', error: readAnthropicError(json.error ?? json) }], json }
    if (json.type === 'message_stop') return 'done'
    return { parts: this.#partsOf(json), json: isWhole(json) ? json : null }
  }

  readWhole(text: string): UpstreamEvent[] | 'malformed' {
    const json = parseObject(text)
    if (!json) return 'malformed'
    const whole = readMessage(json)
    if (whole === 'malformed') return whole
    if (whole.parts.some(({ type }) => type === 'error')) return [whole]
    return eventsOf(json).map((event) => ({ parts: this.#partsOf(event), json: event }))
  }

  #partsOf(json: Members): AnswerPart[] {
    const place = isCount(json.index) ? json.index : 0
    switch (json.type) {
      case 'message_start':
        this.#begun = (json.message as Members | null | undefined)?.usage
        return [{ type: 'begin', answer: 0 }]
      case 'content_block_start':
        return this.#blocks.begin(json.content_block, place)
      case 'content_block_delta':
        return this.#blocks.more(json.delta, place)
      case 'message_delta':
        return this.#ending(json)
      default:
        return []
    }
  }

  #ending({ delta, usage }: Members): AnswerPart[] {
    const parts: AnswerPart[] = readStop((delta ?? {}) as Members)
    // At the beginning hardly anything has been written, so only the end can say how much it was.
    const { output_tokens: _begun, ...known } = isObject(this.#begun) ? this.#begun : {}
    const read = readMessagesUsage({ ...known, ...given(usage) })
    if (read) parts.push({ type: 'usage', usage: read })
    return parts
  }
}

/** Whether an event may go on as it came: it has what clients rely on, and its type cannot break a line. */
function isWhole({ type, index, message, content_block: block, delta }: Members): boolean {
  if (type === 'message_start') return isObject(message)
  if (type === 'message_delta') return isObject(delta)
  if (type === 'content_block_start') return isCount(index) && isObject(block)
  if (type === 'content_block_delta') return isCount(index) && isObject(delta)
  if (type === 'content_block_stop') return isCount(index)
  return typeof type === 'string' && /^\w{1,64}$/.test(type)
}

/** What is said, without the nulls of what is not. */
const given = (usage: unknown): Members =>
  Object.fromEntries(Object.entries((usage ?? {}) as Members).filter(([, value]) => value !== null && value !== undefined))
