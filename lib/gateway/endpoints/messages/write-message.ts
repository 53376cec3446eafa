import { noUnits } from '@/lib/units'
import type { AnswerPart } from '../../generation/part'
import type { UpstreamEvent } from '../../protocols/protocol'
import type { AnswerHead, AnswerTotal } from '../endpoint'
import { blocksOf } from './blocks-of'
import { emptyInMessage } from './empty-members'
import { messagesUsage } from './messages-usage'
import { stopOf } from './stop-reason'

/** A whole message: the upstream's own with the model's name that was asked for, or one put together from its parts. */
export function writeMessage({ parts, json }: UpstreamEvent, head: AnswerHead & AnswerTotal): string {
  const { model, alike, cost, usage } = head
  const answer = alike ? { ...json, ...(usage?.estimated && { usage: messagesUsage(usage) }) } : messageOf(parts, head)
  return JSON.stringify({ ...answer, model, ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }) })
}

/** Clients read it without looking whether it is there. */
export const nothing = { ...noUnits, estimated: false }

/** The call's own id, with the beginning that clients expect. */
export const messageId = (id: string): string => `msg_${id.slice(id.indexOf('_') + 1)}`

/** A message is one answer; a target's own members may make a model give more. */
export const isOfMessage = (part: AnswerPart): boolean => !('answer' in part) || part.answer === 0

function messageOf(given: AnswerPart[], { id, model, usage, request }: AnswerHead & AnswerTotal) {
  const parts = given.filter(isOfMessage)
  const finish = parts.find((part) => part.type === 'finish')
  return {
    id: messageId(id),
    type: 'message',
    role: 'assistant',
    model,
    content: blocksOf(parts, id),
    ...emptyInMessage,
    ...(finish ? stopOf(finish, request.prompt) : { stop_reason: null, stop_sequence: null }),
    usage: messagesUsage(usage ?? nothing),
  }
}
