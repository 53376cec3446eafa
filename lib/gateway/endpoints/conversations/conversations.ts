import 'server-only'
import { createThread } from '@/lib/responses/threads/create-thread'
import { changeThread, deleteThread, findThread } from '@/lib/responses/threads/thread'
import { chatErrorBody } from '../chat/error-body'
import { absent } from '../check-members'
import type { FreeEndpoint } from '../endpoint'
import { conversationObject } from './conversation-object'
import { conversationItems, itemsIn } from './items'
import { metadataIn } from './metadata'

const created: FreeEndpoint = {
  method: 'POST',
  name: 'conversations',
  refusal: chatErrorBody,
  async answer({ caller, json }) {
    const body = await json()
    const owner = caller.user.id
    const items = absent(body.items) ? [] : await itemsIn(body, owner)
    return conversationObject(await createThread({ owner, metadata: metadataIn(body), items }))
  },
}

const name = 'conversations/{id}'

const found: FreeEndpoint = {
  method: 'GET',
  name,
  refusal: chatErrorBody,
  answer: async ({ caller, at: { id } }) => conversationObject(await findThread({ owner: caller.user.id, id })),
}

const changed: FreeEndpoint = {
  method: 'POST',
  name,
  refusal: chatErrorBody,
  async answer({ caller, at: { id }, json }) {
    const own = { owner: caller.user.id, id }
    await changeThread({ ...own, metadata: metadataIn(await json()) })
    return conversationObject(await findThread(own))
  },
}

const deleted: FreeEndpoint = {
  method: 'DELETE',
  name,
  refusal: chatErrorBody,
  async answer({ caller, at: { id } }) {
    await deleteThread({ owner: caller.user.id, id })
    return { id, object: 'conversation.deleted', deleted: true }
  },
}

/** Conversations that responses belong to. */
export const conversations = [created, found, changed, deleted, ...conversationItems]
