import { idPrefixOf } from '@/lib/responses/stored-item'
import type { TakenThread } from '@/lib/responses/threads/take-thread'
import type { FinishReason } from '../../generation/part'
import { absent } from '../check-members'
import type { AnswerHead } from '../endpoint'
import { itemsOf } from './parse-responses'
import { conversationIn } from './stored/asked-conversation'

type Members = Record<string, unknown>

/** What the caller sent; the members of an answer repeat it. */
export const askedOf = ({ request }: Pick<AnswerHead, 'request'>): Members => request.own?.asked ?? {}

/** The events of an answer in the background that are there before its model is asked. */
export const begins = ['response.created', 'response.queued']

/** What makes an id of the call's own, in the dress that clients know. */
export const tailOf = (callId: string): string => callId.slice(callId.indexOf('_') + 1)
export const responseId = (callId: string): string => `resp_${tailOf(callId)}`

/** The caller's own items, each with an id by which it can be asked for. */
export const ownInput = (head: AnswerHead): Members[] =>
  itemsOf(askedOf(head).input).map((item, at) => ({
    ...item,
    id: typeof item.id === 'string' ? item.id : `${idPrefixOf(item)}_${tailOf(head.id)}i${at}`,
  }))

/** An answer that has begun, with the defaults of what the caller did not say. */
export function responseHead(head: AnswerHead): Members {
  const asked = askedOf(head)
  const given = (name: string, otherwise: unknown) => (absent(asked[name]) ? otherwise : asked[name])
  return {
    id: responseId(head.id),
    object: 'response',
    created_at: Math.floor(head.time.getTime() / 1000),
    status: 'in_progress',
    background: head.request.background === true,
    ...conversationOf(head),
    error: null,
    incomplete_details: null,
    instructions: given('instructions', null),
    max_output_tokens: given('max_output_tokens', null),
    model: head.model,
    output: [],
    parallel_tool_calls: given('parallel_tool_calls', true),
    previous_response_id: given('previous_response_id', null),
    reasoning: given('reasoning', { effort: null, summary: null }),
    store: given('store', true),
    temperature: given('temperature', 1),
    text: { format: { type: 'text' }, ...(given('text', {}) as Members) },
    tool_choice: given('tool_choice', 'auto'),
    tools: given('tools', []),
    top_p: given('top_p', 1),
    truncation: given('truncation', 'disabled'),
    ...(absent(asked.user) ? {} : { user: asked.user }),
    metadata: given('metadata', {}),
  }
}

/** What an answer says of the conversation that it belongs to. */
export function conversationOf(head: AnswerHead): { conversation?: { id: string } } {
  const id = conversationIn(askedOf(head))
  return id === undefined ? {} : { conversation: { id } }
}

/** The turn in a conversation that an answer is; undefined where it belongs to none. */
export function takenBy(head: AnswerHead): TakenThread | undefined {
  const thread = conversationIn(askedOf(head))
  return thread === undefined || head.owner === undefined ? undefined : { thread, owner: head.owner, callId: head.id }
}

const incomplete: Partial<Record<FinishReason, string>> = { length: 'max_output_tokens', content_filter: 'content_filter' }

/** What the end of an answer says of it. */
export function ending(reason: FinishReason, now = Date.now()): Members {
  const why = incomplete[reason]
  return why === undefined
    ? { status: 'completed', completed_at: Math.floor(now / 1000) }
    : { status: 'incomplete', incomplete_details: { reason: why } }
}
