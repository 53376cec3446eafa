import { keepResponse, keepsResponses } from '@/lib/responses/keep-response'
import type { AnswerHead } from '../endpoint'
import { askedOf, ownInput, responseId } from './response-head'

type Members = Record<string, unknown>

/** Whether an answer will be stored, as far as anybody can know before it is whole. */
export const willStore = (head: AnswerHead): boolean => head.owner !== undefined && askedOf(head).store !== false && keepsResponses()

/** Stores an answer for its caller's later calls, and says in it whether it is stored. */
export async function storeAnswer(response: Members, head: AnswerHead): Promise<Members> {
  const { owner } = head
  if (owner === undefined || !willStore(head)) return { ...response, store: false }
  const previous = askedOf(head).previous_response_id
  const previousId = typeof previous === 'string' ? previous : null
  const kept = { ...response, store: true }
  const store = await keepResponse({ owner, id: responseId(head.id), previousId, input: ownInput(head), response: kept })
  return store ? kept : { ...response, store }
}
