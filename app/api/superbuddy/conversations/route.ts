import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { createBuddyConversation } from '@/lib/superbuddy/change-buddy-conversation'
import { listBuddyConversations } from '@/lib/superbuddy/list-buddy-conversations'
import { buddyConversation, buddyConversations, buddyPage, newBuddyConversation } from '@/lib/superbuddy/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "The user's conversations, those of the playground too",
    who: 'user',
    query: buddyPage,
    answer: buddyConversations,
    run: ({ user, query }) => listBuddyConversations({ userId: user.id, ...query }),
  }),

  POST: route({
    summary: 'A new conversation for a scenario; its messages cost points',
    who: 'user',
    body: newBuddyConversation,
    answer: buddyConversation,
    status: 201,
    refusals: ['chat_day_full'],
    run: ({ user, body }) => createBuddyConversation({ userId: user.id, ...body }),
  }),
})
