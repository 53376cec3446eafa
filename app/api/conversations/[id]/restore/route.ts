import * as z from 'zod'
import { restoreConversation } from '@/lib/conversations/change-conversation'
import { oneConversation } from '@/lib/conversations/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Bring a deleted conversation back',
    who: 'user',
    params: z.object({ id: z.string() }),
    answer: oneConversation,
    run: async ({ user, params: { id } }) => ({ conversation: await restoreConversation({ id, userId: user.id }) }),
  }),
})
