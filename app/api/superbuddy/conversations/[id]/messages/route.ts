import * as z from 'zod'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listBuddyMessages } from '@/lib/superbuddy/list-buddy-messages'
import { buddyMessages, buddyPage } from '@/lib/superbuddy/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'The messages of a conversation, oldest first',
    who: 'user',
    params: z.object({ id: z.string() }),
    query: buddyPage,
    answer: buddyMessages,
    run: ({ user, params: { id }, query }) => listBuddyMessages({ id, userId: user.id, ...query }),
  }),
})
