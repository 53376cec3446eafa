import { isObject, parseObject } from '@/lib/json-object'
import type { AnswerPart } from '../../generation/part'
import { isCount } from '../is-count'
import type { EventReader, UpstreamEvent } from '../protocol'
import { readBare } from '../read-bare'
import { beginCall, isCall, readItem, readOther, readProof } from './read-item'
import { readEnd, readResponse, readResponseError } from './read-response'
import { responseEvents } from './response-events'

type Members = Record<string, unknown>

/** What has been read of one item. */
interface Seen {
  /** Its number among the tool calls. */
  call: number
  /** Under this kind of events it was told. */
  told?: string
}

const said: Record<string, 'text' | 'refusal' | 'reasoning'> = {
  'response.output_text.delta': 'text',
  'response.refusal.delta': 'refusal',
  'response.reasoning_text.delta': 'reasoning',
  'response.reasoning_summary_text.delta': 'reasoning',
}
const argued = new Set<unknown>(['response.function_call_arguments.delta', 'response.custom_tool_call_input.delta'])

/** The events of a response. */
export class ResponseReader implements EventReader {
  readonly #seen = new Map<number, Seen>()
  #calls = 0

  read(data: string, name: string): UpstreamEvent | 'done' | 'malformed' {
    const bare = readBare(data)
    if (bare) return bare
    const json = parseObject(data)
    if (!json) return 'malformed'
    const error = errorIn(json, name)
    if (error !== undefined) return { parts: [{ type: 'error', error: readResponseError(error) }], json }
    return { parts: this.#partsOf(json), json: isWhole(json) ? json : null }
  }

  readWhole(text: string): UpstreamEvent[] | 'malformed' {
    const json = parseObject(text)
    if (!json) return 'malformed'
    const whole = readResponse(json)
    if (whole === 'malformed') return whole
    if (whole.parts.some(({ type }) => type === 'error')) return [whole]
    return responseEvents(json).map((event) => ({ parts: this.#partsOf(event), json: event }))
  }

  #partsOf(json: Members): AnswerPart[] {
    const { type, item, response } = json
    if (type === 'response.created') return [{ type: 'begin', answer: 0 }]
    if (type === 'response.output_item.added' && isObject(item)) return this.#added(json, item)
    if (type === 'response.output_item.done' && isObject(item)) return this.#done(json, item)
    if (type === 'response.completed' || type === 'response.incomplete') return isObject(response) ? this.#ended(response) : []
    return typeof json.delta === 'string' ? this.#delta(String(type), json, json.delta) : []
  }

  #added({ output_index: index }: Members, item: Members): AnswerPart[] {
    const seen = this.#of(index)
    return isCall(item) ? [this.#begin(item, seen)] : []
  }

  #begin(item: Members, seen: Seen): AnswerPart {
    seen.call = this.#calls++
    return beginCall(item, seen.call)
  }

  #delta(type: string, { output_index: index, summary_index: place }: Members, delta: string): AnswerPart[] {
    const seen = this.#of(index)
    if (delta === '') return []
    if (argued.has(type)) {
      if (seen.call < 0) return []
      seen.told = type
      return [{ type: 'tool-arguments', answer: 0, call: seen.call, text: delta }]
    }
    const kind = said[type]
    if (!kind) return []
    // Some servers tell a thought and its summary, which is the same once more.
    const told = kind === 'reasoning' ? type + (isCount(place) ? place : '') : type
    if (kind === 'reasoning' && seen.told && !seen.told.startsWith(type)) return []
    const apart = kind === 'reasoning' && seen.told !== undefined && seen.told !== told
    seen.told = told
    return [{ type: kind, answer: 0, text: apart ? `\n\n${delta}` : delta }]
  }

  /** The end of an item says all of it once more; what was not told in pieces is told now. */
  #done({ output_index: index }: Members, item: Members): AnswerPart[] {
    const seen = this.#of(index)
    if (item.type === 'reasoning' && seen.told) return readProof(item, true)
    if (seen.told) return []
    if (isCall(item)) {
      const begun = seen.call >= 0 ? [] : [this.#begin(item, seen)]
      return [...begun, ...readItem(item, seen.call).filter(({ type }) => type === 'tool-arguments')]
    }
    return item.type === 'message' || item.type === 'reasoning' ? readItem(item, 0) : readOther(item)
  }

  /** An answer that stands in its end alone is read there. */
  #ended(response: Members): AnswerPart[] {
    const items = Array.isArray(response.output) ? response.output.filter(isObject) : []
    const untold = items.flatMap((item, index) => (this.#seen.has(index) ? [] : this.#done({ output_index: index }, item)))
    return [...untold, ...readEnd(response, this.#calls > 0)]
  }

  #of(index: unknown): Seen {
    const place = isCount(index) ? index : 0
    let seen = this.#seen.get(place)
    if (!seen) {
      seen = { call: -1 }
      this.#seen.set(place, seen)
    }
    return seen
  }
}

/** What an event says of a failure; undefined: nothing. */
function errorIn(json: Members, name: string): unknown {
  const { type, error, response } = json
  if (type === 'error' || name === 'error') return error || json
  if (type === 'response.failed' || type === 'response.cancelled') return (isObject(response) && response.error) || {}
  return error || undefined
}

const heads = new Set<unknown>(['response.created', 'response.in_progress', 'response.queued', 'response.completed', 'response.incomplete'])
const items = new Set<unknown>(['response.output_item.added', 'response.output_item.done'])

/** Whether an event may go on as it came: it has what clients rely on, and its type cannot break a line. */
function isWhole({ type, response, item, output_index: index }: Members): boolean {
  if (heads.has(type)) return isObject(response)
  if (items.has(type)) return isObject(item) && isCount(index)
  return typeof type === 'string' && /^[\w.]{1,80}$/.test(type)
}
