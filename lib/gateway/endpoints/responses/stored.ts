import 'server-only'
import { fail } from '@/lib/errors'
import { deleteResponse } from '@/lib/responses/delete-response'
import { earlierItems } from '@/lib/responses/earlier-items'
import { findResponse } from '@/lib/responses/find-response'
import { chatErrorBody } from '../chat/error-body'
import { wrong } from '../check-members'
import type { FreeEndpoint } from '../endpoint'
import { listedItem } from './listed-item'

const name = 'responses/{id}'

/** An answer that was stored for its caller. */
const stored: FreeEndpoint = {
  method: 'GET',
  name,
  refusal: chatErrorBody,
  async answer({ caller, at: { id, query } }) {
    const { response } = await findResponse({ owner: caller.user.id, id })
    if (new URLSearchParams(query).get('stream') === 'true')
      throw wrong('stream', 'is not served here: only answers in the background can be followed later')
    return response
  },
}

const deleted: FreeEndpoint = {
  method: 'DELETE',
  name,
  refusal: chatErrorBody,
  async answer({ caller, at: { id } }) {
    await deleteResponse({ owner: caller.user.id, id })
    return { id, object: 'response', deleted: true }
  },
}

const cancelled: FreeEndpoint = {
  method: 'POST',
  name: `${name}/cancel`,
  refusal: chatErrorBody,
  async answer({ caller, at: { id } }) {
    await findResponse({ owner: caller.user.id, id })
    throw fail('invalid_request', { message: 'Only responses in the background can be cancelled. Leave the stream instead.' })
  },
}

const mostItems = 100
const usualItems = 20

/** What an answer was made from, with what it goes on from. */
const inputItems: FreeEndpoint = {
  method: 'GET',
  name: `${name}/input_items`,
  refusal: chatErrorBody,
  async answer({ caller, at: { id, query } }) {
    const asked = new URLSearchParams(query)
    const limit = asked.get('limit') === null ? usualItems : Number(asked.get('limit'))
    if (!Number.isInteger(limit) || limit < 1 || limit > mostItems) throw wrong('limit', `must be a whole number from 1 to ${mostItems}`)
    const order = asked.get('order') ?? 'desc'
    if (order !== 'asc' && order !== 'desc') throw wrong('order', 'must be asc or desc')
    const owner = caller.user.id
    const { response, input } = await findResponse({ owner, id })
    const previous = response.previous_response_id
    const earlier = typeof previous === 'string' ? await earlierItems({ owner, id: previous }) : []
    const items = [...earlier, ...input]
    return page(order === 'asc' ? items : items.reverse(), asked.get('after'), limit)
  },
}

function page(items: Record<string, unknown>[], after: string | null, limit: number) {
  const before = after === null ? -1 : items.findIndex(({ id }) => id === after)
  if (after !== null && before < 0) throw wrong('after', 'names no item of this response')
  const data = items.slice(before + 1, before + 1 + limit)
  return {
    object: 'list',
    data: data.map(listedItem),
    first_id: data.at(0)?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: before + 1 + data.length < items.length,
  }
}

export const storedResponses = [stored, deleted, cancelled, inputItems]
