import { isObject } from '@/lib/json-object'
import type { EventReader, UpstreamEvent } from '../protocol'
import { readBare } from '../read-bare'
import { type Calls, readEvent, readGeminiError } from './read-event'

/** The events of an answer. There is no end marker; some servers send OpenAI's. */
export class GeminiReader implements EventReader {
  readonly #calls: Calls = new Map()

  read(data: string, name: string): UpstreamEvent | 'done' | 'malformed' {
    const bare = readBare(data)
    if (bare) return bare
    const json = parsed(data)
    if (name === 'error')
      return { parts: [{ type: 'error', error: readGeminiError((isObject(json) && json.error) || json || data) }], json: null }
    return isObject(json) ? readEvent(json, this.#calls) : 'malformed'
  }

  /** One object, or all events as one list, as Google sends them to who does not ask for an event stream. */
  readWhole(text: string): UpstreamEvent[] | 'malformed' {
    const json = parsed(text)
    const events: UpstreamEvent[] = []
    for (const each of Array.isArray(json) ? (json as unknown[]) : [json]) {
      const event = isObject(each) ? readEvent(each, this.#calls) : 'malformed'
      if (event === 'malformed') return event
      events.push(event)
    }
    return events.some(({ parts }) => parts.length > 0) ? events : 'malformed'
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
