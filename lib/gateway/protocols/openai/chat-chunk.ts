import { CONTENT, REASONING, TOOLS } from '../../measure/delivered-text'

/** Where the texts of a delta go. */
interface Taker {
  add(choice: number, kind: number, text: string): unknown
}

export interface Chunk {
  id?: unknown
  object?: unknown
  created?: unknown
  model?: unknown
  choices?: unknown
  usage?: unknown
  error?: unknown
  [member: string]: unknown
}

export interface Choice {
  index?: unknown
  delta?: Record<string, unknown> | null
  text?: unknown
  finish_reason?: unknown
  usage?: unknown
  [member: string]: unknown
}

const STRANDS: Record<string, number | undefined> = {
  content: CONTENT,
  refusal: CONTENT,
  reasoning_content: REASONING,
  reasoning: REASONING,
}

/** Adds what a delta says to what the caller received; false if it says nothing yet (a role, empty strings, nulls). */
export function tapDelta(delta: Record<string, unknown>, choice: number, to: Taker): boolean {
  let said = false
  for (const name in delta) {
    const value = delta[name]
    if (value === null || value === undefined || value === '' || name === 'role') continue
    const strand = STRANDS[name]
    if (strand !== undefined) {
      // Some servers say the same thought under both names.
      if (name === 'reasoning' && delta.reasoning_content) continue
      if (typeof value === 'string') {
        to.add(choice, strand, value)
        said = true
      } else if (Array.isArray(value)) for (const part of value) said = tapPart(part, choice, to) || said
    } else if (name === 'tool_calls' && Array.isArray(value)) {
      for (const call of value) said = tapCall(call, choice, to) || said
    } else if (name === 'function_call' || name === 'audio') said = tapCall({ function: value }, choice, to) || said
  }
  return said
}

/** All that a delta says, in one. */
export function textOfDelta(delta: Record<string, unknown>): string {
  const texts: string[] = []
  tapDelta(delta, 0, { add: (_choice, _kind, text) => texts.push(text) })
  return texts.length === 1 ? (texts[0] ?? '') : texts.join('')
}

function tapCall(call: unknown, choice: number, to: Taker) {
  if (typeof call !== 'object' || call === null) return false
  const { index, function: called, custom } = call as { index?: unknown; function?: unknown; custom?: unknown }
  const given = (called ?? custom ?? {}) as Record<string, unknown>
  const kind = TOOLS + (typeof index === 'number' && index >= 0 ? index : 0)
  for (const text of [given.name, given.arguments, given.input]) if (typeof text === 'string') to.add(choice, kind, text)
  return true
}

function tapPart(part: unknown, choice: number, to: Taker) {
  if (typeof part === 'string') to.add(choice, CONTENT, part)
  else if (typeof part === 'object' && part !== null) {
    const { text, thinking } = part as Record<string, unknown>
    if (typeof text === 'string') to.add(choice, CONTENT, text)
    else if (Array.isArray(thinking)) for (const inner of thinking) tapPart(inner, choice, to)
    else if (typeof thinking === 'string') to.add(choice, REASONING, thinking)
  }
  return part !== null && part !== ''
}

/** A whole chat completion as the chunks of a stream. */
export function chunksOf(answer: Chunk): Chunk[] {
  const { choices, usage, ...head } = answer
  if (head.object === 'chat.completion') head.object = 'chat.completion.chunk'
  const chunks: Chunk[] = []
  for (const choice of Array.isArray(choices) ? (choices as Choice[]) : []) {
    const { message, finish_reason, ...rest } = choice as Choice & { message?: Record<string, unknown> }
    const calls = message?.tool_calls
    const delta = Array.isArray(calls) ? { ...message, tool_calls: calls.map((call: object, index) => ({ index, ...call })) } : message
    chunks.push({ ...head, choices: [{ ...rest, ...(delta && { delta }), finish_reason: null }] })
    const end = message ? { delta: {} } : { text: '' }
    chunks.push({ ...head, choices: [{ index: choice.index, ...end, finish_reason: finish_reason ?? 'stop' }] })
  }
  if (usage) chunks.push({ ...head, choices: [], usage })
  return chunks
}
