import * as z from 'zod'
import { changeConversation, deleteConversation } from '@/lib/conversations/change-conversation'
import { readConversation } from '@/lib/conversations/read-conversation'
import { conversationChange, conversationDetail, oneConversation } from '@/lib/conversations/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

const params = z.object({ id: z.string() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'A conversation with its messages',
    who: 'user',
    params,
    answer: conversationDetail,
    run: ({ user, params: { id } }) => readConversation({ id, userId: user.id }),
  }),

  PATCH: route({
    summary: 'Rename, pin, or change the model of a conversation',
    who: 'user',
    params,
    body: conversationChange,
    answer: oneConversation,
    refusals: ['chat_day_full'],
    run: async ({ user, params: { id }, body }) => ({ conversation: await changeConversation({ id, userId: user.id, ...body }) }),
  }),

  DELETE: route({
    summary: 'Delete a conversation; restoring is possible',
    who: 'user',
    params,
    run: async ({ user, params: { id } }) => {
      await deleteConversation({ id, userId: user.id })
      return undefined
    },
  }),
})
