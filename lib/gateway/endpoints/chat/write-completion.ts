import type { AnswerPart } from '../../generation/part'
import type { UpstreamEvent } from '../../protocols/protocol'
import type { AnswerHead, AnswerTotal } from '../endpoint'
import { chatUsage } from './chat-usage'
import { Choices } from './choices'
import { completionId } from './stream-writer'

/** A whole chat completion: the upstream's own with the model's name that was asked for, or one put together from its parts. */
export function writeCompletion({ parts, json }: UpstreamEvent, head: AnswerHead & AnswerTotal): string {
  const { model, alike, cost, usage } = head
  const answer = alike ? { ...json, ...(usage?.estimated && { usage: chatUsage(usage) }) } : completionOf(parts, head)
  return JSON.stringify({ ...answer, model, ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }) })
}

function completionOf(parts: AnswerPart[], { id, time, model, usage }: AnswerHead & AnswerTotal) {
  const choices = new Choices(id).of(parts).map(({ index, delta, finish_reason }) => {
    const { tool_calls: calls, content, ...said } = delta
    const message = {
      role: 'assistant',
      content: content ?? null,
      refusal: null,
      ...said,
      ...(calls && { tool_calls: calls.map(({ index: _, ...call }) => call) }),
    }
    return { index, message, logprobs: null, finish_reason: finish_reason ?? 'stop' }
  })
  const created = Math.floor(time.getTime() / 1000)
  return { id: completionId(id), object: 'chat.completion', created, model, choices, ...(usage && { usage: chatUsage(usage) }) }
}
