import { createConversation } from '@/lib/conversations/change-conversation'
import { listConversations } from '@/lib/conversations/list-conversations'
import { conversationList, conversationParams, newConversation, oneConversation } from '@/lib/conversations/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "The user's conversations",
    who: 'user',
    query: conversationParams,
    answer: conversationList,
    run: ({ user, query }) => listConversations({ userId: user.id, ...query }),
  }),

  POST: route({
    summary: 'A new conversation',
    who: 'user',
    body: newConversation,
    answer: oneConversation,
    status: 201,
    refusals: ['chat_day_full'],
    run: async ({ user, body }) => ({ conversation: await createConversation({ userId: user.id, ...body }) }),
  }),
})
