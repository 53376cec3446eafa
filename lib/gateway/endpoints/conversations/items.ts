import 'server-only'
import { fail } from '@/lib/errors'
import { addItems, deleteItem, itemOf, pageOfItems } from '@/lib/responses/threads/items'
import { findThread } from '@/lib/responses/threads/thread'
import { chatErrorBody } from '../chat/error-body'
import { wrong } from '../check-members'
import type { FreeEndpoint } from '../endpoint'
import { checkItems } from '../responses/check-input'
import { askedPage, itemList } from '../responses/stored/item-list'
import { listedItem } from '../responses/stored/listed-item'
import { withNamed } from '../responses/stored/recall-input'
import { conversationObject } from './conversation-object'

const mostAtOnce = 20

/** The items of a body, of which there may be a few at once. */
export async function itemsIn({ items }: Record<string, unknown>, owner: number): Promise<Record<string, unknown>[]> {
  if (!Array.isArray(items)) throw wrong('items', 'must be a list of items')
  checkItems(items, 'items', mostAtOnce)
  return (await withNamed(items, owner)) ?? items
}

const name = 'conversations/{id}/items'

const added: FreeEndpoint = {
  method: 'POST',
  name,
  refusal: chatErrorBody,
  async answer({ caller, at: { id }, json }) {
    const owner = caller.user.id
    await findThread({ owner, id })
    return itemList(await addItems({ owner, id, items: await itemsIn(await json(), owner) }), false)
  },
}

const listed: FreeEndpoint = {
  method: 'GET',
  name,
  refusal: chatErrorBody,
  async answer({ caller, at: { id, query } }) {
    const own = { owner: caller.user.id, id }
    const asked = askedPage(query)
    await findThread(own)
    const items = await pageOfItems({ ...own, ...asked, limit: asked.limit + 1 })
    if (!items) throw wrong('after', 'names no item of this conversation')
    return itemList(items.slice(0, asked.limit), items.length > asked.limit)
  },
}

const found: FreeEndpoint = {
  method: 'GET',
  name: `${name}/{item}`,
  refusal: chatErrorBody,
  async answer({ caller, at: { id, item = '' } }) {
    const own = { owner: caller.user.id, id }
    await findThread(own)
    const wanted = await itemOf({ ...own, item })
    if (!wanted) throw noItem(item)
    return listedItem(wanted)
  },
}

const deleted: FreeEndpoint = {
  method: 'DELETE',
  name: `${name}/{item}`,
  refusal: chatErrorBody,
  async answer({ caller, at: { id, item = '' } }) {
    const own = { owner: caller.user.id, id }
    const thread = await findThread(own)
    if (!(await deleteItem({ ...own, item }))) throw noItem(item)
    return conversationObject(thread)
  },
}

const noItem = (id: string) => fail('not_found', { message: `There is no item "${id.slice(0, 100)}" in this conversation.` })

export const conversationItems = [added, listed, found, deleted]
