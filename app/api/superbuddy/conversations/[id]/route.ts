import * as z from 'zod'
import { deleteConversation } from '@/lib/conversations/change-conversation'
import { readConversation } from '@/lib/conversations/read-conversation'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { changeBuddyConversation, withCount } from '@/lib/superbuddy/change-buddy-conversation'
import { buddyConversation, buddyConversationChange } from '@/lib/superbuddy/schema'

const params = z.object({ id: z.string() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'A conversation; its messages are beside it',
    who: 'user',
    params,
    answer: buddyConversation,
    run: async ({ user, params: { id } }) => withCount((await readConversation({ id, userId: user.id })).conversation),
  }),

  PATCH: route({
    summary: 'Rename or pin a conversation, or change its scenario or model',
    who: 'user',
    params,
    body: buddyConversationChange,
    answer: buddyConversation,
    refusals: ['chat_day_full'],
    run: ({ user, params: { id }, body }) => changeBuddyConversation({ id, userId: user.id, ...body }),
  }),

  DELETE: route({
    summary: 'Delete a conversation',
    who: 'user',
    params,
    run: async ({ user, params: { id } }) => {
      await deleteConversation({ id, userId: user.id })
      return undefined
    },
  }),
})
