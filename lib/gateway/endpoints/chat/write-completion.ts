import type { Part } from '../../generation/part'
import type { Event } from '../../protocols/protocol'
import type { AnswerHead, Told } from '../endpoint'
import { choicesOf } from './choices'
import { completionId } from './stream-writer'
import { usageMembers } from './usage-members'

/** A whole chat completion: the upstream's own with the model's name that was asked for, or one put together from its parts. */
export function writeCompletion({ parts, json }: Event, head: AnswerHead & Told): string {
  const { model, own, cost } = head
  return JSON.stringify({ ...(own ? json : completionOf(parts, head)), model, ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }) })
}

function completionOf(parts: Part[], { id, time, model, usage }: AnswerHead & Told) {
  const choices = choicesOf(parts).map(({ index, delta, finish_reason }) => {
    const { tool_calls: calls, content, ...said } = delta
    const message = {
      role: 'assistant',
      content: content ?? null,
      ...said,
      ...(calls && { tool_calls: calls.map(({ index: _, ...call }) => call) }),
    }
    return { index, message, logprobs: null, finish_reason: finish_reason ?? 'stop' }
  })
  const created = Math.floor(time.getTime() / 1000)
  return { id: completionId(id), object: 'chat.completion', created, model, choices, ...(usage && { usage: usageMembers(usage) }) }
}
