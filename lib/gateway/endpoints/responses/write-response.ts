import type { AnswerPart } from '../../generation/part'
import type { UpstreamEvent } from '../../protocols/protocol'
import type { AnswerHead, AnswerTotal } from '../endpoint'
import { OutputItems } from './output-items'
import { askedOf, conversationOf, ending, responseHead, responseId, tailOf } from './response-head'
import { responsesUsage } from './responses-usage'
import { storeAnswer } from './stored/store-answer'
import { toolboxOf } from './toolbox'

type Members = Record<string, unknown>

/** A whole response: the upstream's own under our id and the model's name that was asked for, or one put together from its parts. */
export async function writeResponse(answer: UpstreamEvent, head: AnswerHead & AnswerTotal): Promise<string> {
  const { usage, cost } = head
  const made = head.alike && answer.json ? ownOf(answer.json, head) : responseOf(answer, head)
  const told = usage && (usage.estimated || !made.usage) ? { usage: responsesUsage(usage) } : {}
  const kept = await storeAnswer({ ...made, ...told }, head)
  return JSON.stringify({ ...kept, ...(cost !== undefined && { _cost: JSON.rawJSON(cost) }) })
}

/** An upstream's own answer with what is ours: its id, by which we keep it, and what it goes on from. */
export const ownOf = (json: Members, head: AnswerHead): Members => ({
  ...json,
  id: responseId(head.id),
  model: head.model,
  previous_response_id: askedOf(head).previous_response_id ?? null,
  background: head.request.background === true,
  ...conversationOf(head),
})

function responseOf(answer: UpstreamEvent, head: AnswerHead): Members {
  const parts = thoughtFirst(answer.parts)
  const output = new OutputItems(tailOf(head.id), toolboxOf(head.request.own?.body ?? {}).named, () => {})
  for (const part of parts) if (!('answer' in part) || part.answer === 0) output.add(part)
  const reason = parts.find((part) => part.type === 'finish')?.reason ?? 'stop'
  output.close(reason)
  return { ...responseHead(head), ...ending(reason), output: output.items }
}

/** A whole chat message has its text and its thought beside each other; a model thinks before it speaks. */
function thoughtFirst(parts: AnswerPart[]): AnswerPart[] {
  const thought = parts.findIndex(({ type }) => type === 'reasoning')
  const spokenBefore = parts.slice(0, thought).some(({ type }) => type === 'text')
  if (thought < 0 || !spokenBefore || parts.slice(thought).some(({ type }) => type === 'text')) return parts
  return [...parts.filter(({ type }) => type === 'reasoning'), ...parts.filter(({ type }) => type !== 'reasoning')]
}
