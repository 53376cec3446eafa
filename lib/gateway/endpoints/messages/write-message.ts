import type { AnswerPart } from '../../generation/part'
import type { UpstreamEvent } from '../../protocols/protocol'
import type { AnswerHead, AnswerTotal } from '../endpoint'
import { messagesUsage } from './messages-usage'
import { stopReason } from './stop-reason'

/** A whole message: the upstream's own with the model's name that was asked for, or one put together from its parts. */
export function writeMessage({ parts, json }: UpstreamEvent, head: AnswerHead & AnswerTotal): string {
  const { model, alike, cost, usage } = head
  const answer = alike ? { ...json, ...(usage?.estimated && { usage: messagesUsage(usage) }) } : messageOf(parts, head)
  return JSON.stringify({ ...answer, model, ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }) })
}

/** The call's own id, in the dress that clients know. */
export const messageId = (id: string): string => `msg_${id.slice(id.indexOf('_') + 1)}`

/** A message is one answer; a target's own members may make a model give more. */
export const isOfMessage = (part: AnswerPart): boolean => !('answer' in part) || part.answer === 0

function messageOf(given: AnswerPart[], { id, model, usage }: AnswerHead & AnswerTotal) {
  const parts = given.filter(isOfMessage)
  const finish = parts.find((part) => part.type === 'finish')
  return {
    id: messageId(id),
    type: 'message',
    role: 'assistant',
    model,
    content: blocksOf(parts),
    stop_reason: finish ? stopReason(finish.reason) : null,
    stop_sequence: null,
    ...(usage && { usage: messagesUsage(usage) }),
  }
}

type Block = { type: 'text'; text: string } | { type: 'thinking'; thinking: string; signature: string }

/** Texts that follow each other are one block. */
function blocksOf(parts: AnswerPart[]): Block[] {
  const blocks: Block[] = []
  for (const part of parts) {
    const last = blocks.at(-1)
    if (part.type === 'text' || part.type === 'refusal') {
      if (last?.type === 'text') last.text += part.text
      else blocks.push({ type: 'text', text: part.text })
    } else if (part.type === 'reasoning') {
      if (last?.type === 'thinking') last.thinking += part.text
      else blocks.push({ type: 'thinking', thinking: part.text, signature: '' })
    }
  }
  return blocks
}
