import { parseObject } from '@/lib/json-object'
import type { AnswerPart } from '../../generation/part'
import { isCount } from '../is-count'
import type { EventReader, UpstreamEvent } from '../protocol'
import { readBare } from '../read-bare'
import { readError } from '../read-error'
import { CallNumbers } from './call-numbers'
import { readDelta } from './read-delta'
import { readFinish } from './read-finish'
import { readChatUsage } from './read-usage'

const mostAnswers = 128

type Members = Record<string, unknown>

/** The chunks of a chat (or text) completion. */
export class ChunkReader implements EventReader {
  readonly #numbers = new CallNumbers()

  read(data: string, name: string): UpstreamEvent | 'done' | 'malformed' {
    const bare = readBare(data)
    if (bare) return bare
    const json = parseObject(data)
    if (name === 'error' || json?.error || json?.object === 'error')
      return { parts: [{ type: 'error', error: readError(json?.error || json || data) }], json: json ?? null }
    return json ? readChunk(json, this.#numbers) : 'malformed'
  }

  readWhole(text: string): UpstreamEvent[] | 'malformed' {
    const answer = parseObject(text)
    if (!answer) return 'malformed'
    const events: UpstreamEvent[] = []
    for (const chunk of answer.error || answer.object === 'error' ? [answer] : chunksOf(answer)) {
      const event = this.read(JSON.stringify(chunk), '')
      if (typeof event === 'string') return 'malformed'
      events.push(event)
    }
    return events.length > 0 ? events : 'malformed'
  }
}

function readChunk(json: Members, numbers: CallNumbers): UpstreamEvent | 'malformed' {
  const parts: AnswerPart[] = []
  const { choices, usage } = json
  if (usage) report(usage, parts)
  // Not a chunk of an answer: pings and the like.
  if (choices === undefined || choices === null) return { parts, json }
  if (!Array.isArray(choices)) return 'malformed'
  for (const choice of choices) {
    if (typeof choice !== 'object' || choice === null) return 'malformed'
    readChoice(choice as Members, parts, numbers)
  }
  return { parts, json }
}

function readChoice(choice: Members, parts: AnswerPart[], numbers: CallNumbers): void {
  const { index, delta, text, usage } = choice
  const answer = isCount(index) ? Math.min(index, mostAnswers - 1) : 0
  if (delta) readDelta(delta as Members, answer, parts, numbers)
  if (typeof text === 'string' && text !== '') parts.push({ type: 'text', answer, text })
  parts.push(...readFinish(choice, answer, numbers.any(answer)))
  // Moonshot's place for it.
  if (usage) report(usage, parts)
}

function report(usage: unknown, parts: AnswerPart[]): void {
  const read = readChatUsage(usage)
  if (read) parts.push({ type: 'usage', usage: read })
}

/** A whole completion as the chunks of a stream. */
function chunksOf(answer: Members): Members[] {
  const { choices, usage, ...head } = answer
  if (head.object === 'chat.completion') head.object = 'chat.completion.chunk'
  const chunks: Members[] = []
  for (const choice of Array.isArray(choices) ? (choices as Members[]) : []) {
    const { message, finish_reason, ...rest } = choice as Members & { message?: Members }
    const calls = message?.tool_calls
    const delta = Array.isArray(calls) ? { ...message, tool_calls: calls.map((call: object, index) => ({ index, ...call })) } : message
    chunks.push({ ...head, choices: [{ ...rest, ...(delta && { delta }), finish_reason: null }] })
    const end = message ? { delta: {} } : { text: '' }
    chunks.push({ ...head, choices: [{ index: choice.index, ...end, finish_reason: finish_reason ?? 'stop' }] })
  }
  if (usage) chunks.push({ ...head, choices: [], usage })
  return chunks
}
