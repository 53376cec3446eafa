import 'server-only'
import { fail } from '@/lib/errors'
import { cancelBackground } from '@/lib/responses/background/cancel-background'
import { runningResponse } from '@/lib/responses/background/running-response'
import { deleteResponse } from '@/lib/responses/delete-response'
import { earlierItems } from '@/lib/responses/earlier-items'
import { findResponse } from '@/lib/responses/find-response'
import { replyHeaders } from '../../reply/headers'
import { chatErrorBody } from '../chat/error-body'
import { wrong } from '../check-members'
import type { FreeEndpoint, RawEndpoint } from '../endpoint'
import { followedEvents } from './stored/followed-events'
import { askedPage, itemList } from './stored/item-list'

const name = 'responses/{id}'

/** An answer that was stored for its caller. One in the background may be followed, also from its middle on. */
const stored: RawEndpoint = {
  method: 'GET',
  name,
  refusal: chatErrorBody,
  async send({ exchange, caller, at: { id, query } }) {
    const own = { owner: caller.user.id, id }
    const found = await findResponse(own)
    const asked = new URLSearchParams(query)
    if (asked.get('stream') !== 'true')
      return { status: 200, headers: replyHeaders(exchange, 'json'), body: JSON.stringify(found.response) }
    if (!found.background) throw wrong('stream', 'is not served here: only answers in the background can be followed later')
    const body = followedEvents({ ...own, from: startOf(asked.get('starting_after')) })
    return { status: 200, headers: replyHeaders(exchange, 'stream'), body }
  },
}

function startOf(after: string | null): number {
  if (after !== null && !/^\d{1,9}$/.test(after)) throw wrong('starting_after', 'must be the number of an event')
  return after === null ? 0 : Number(after) + 1
}

const deleted: FreeEndpoint = {
  method: 'DELETE',
  name,
  refusal: chatErrorBody,
  async answer({ caller, at: { id } }) {
    await deleteResponse({ owner: caller.user.id, id })
    runningResponse(id)?.stop('deleted')
    return { id, object: 'response', deleted: true }
  },
}

const cancelled: FreeEndpoint = {
  method: 'POST',
  name: `${name}/cancel`,
  refusal: chatErrorBody,
  async answer({ caller, at: { id } }) {
    const own = { owner: caller.user.id, id }
    const { background } = await findResponse(own)
    if (!background)
      throw fail('invalid_request', { message: 'Only responses in the background can be cancelled. Leave the stream instead.' })
    return (await cancelBackground(own)).response
  },
}

/** What an answer was made from, with what it goes on from. */
const inputItems: FreeEndpoint = {
  method: 'GET',
  name: `${name}/input_items`,
  refusal: chatErrorBody,
  async answer({ caller, at: { id, query } }) {
    const { limit, order, after } = askedPage(query)
    const owner = caller.user.id
    const { response, input } = await findResponse({ owner, id })
    const previous = response.previous_response_id
    const earlier = typeof previous === 'string' ? await earlierItems({ owner, id: previous }) : []
    const items = [...earlier, ...input]
    return page(order === 'asc' ? items : items.reverse(), after, limit)
  },
}

function page(items: Record<string, unknown>[], after: string | null, limit: number) {
  const before = after === null ? -1 : items.findIndex(({ id }) => id === after)
  if (after !== null && before < 0) throw wrong('after', 'names no item of this response')
  const data = items.slice(before + 1, before + 1 + limit)
  return itemList(data, before + 1 + data.length < items.length)
}

export const storedResponses = [stored, deleted, cancelled, inputItems]
