import { keepResponse, keepsResponses } from '@/lib/responses/keep-response'
import { outputOf } from '@/lib/responses/stored-item'
import { keepInThread } from '@/lib/responses/threads/take-thread'
import type { AnswerHead } from '../../endpoint'
import { askedOf, ownInput, responseId, takenBy } from '../response-head'

type Members = Record<string, unknown>

/** Whether an answer will be stored, as far as anybody can know before it is whole. */
export const willStore = (head: AnswerHead): boolean => head.owner !== undefined && askedOf(head).store !== false && keepsResponses()

/**
 * Stores an answer for its caller's later calls, and says in it whether it is stored, and to which conversation it belongs now. One in the
 * background is stored when its stream has ended.
 */
export async function storeAnswer(given: Members, head: AnswerHead): Promise<Members> {
  if (head.request.background) return { ...given, store: true }
  const response = await addToItsThread(given, head)
  const { owner } = head
  if (owner === undefined || !willStore(head)) return { ...response, store: false }
  const previous = askedOf(head).previous_response_id
  const previousId = typeof previous === 'string' ? previous : null
  const kept = { ...response, store: true }
  const store = await keepResponse({ owner, id: responseId(head.id), previousId, input: ownInput(head), response: kept })
  return store ? kept : { ...response, store }
}

async function addToItsThread(response: Members, head: AnswerHead): Promise<Members> {
  const turn = takenBy(head)
  if (!turn) return response
  const input = ownInput(head)
  return (await keepInThread(turn, [...input, ...outputOf({ input, response })])) ? response : { ...response, conversation: null }
}
