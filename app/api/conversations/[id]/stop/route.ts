import * as z from 'zod'
import { checkOwner } from '@/lib/conversations/read-conversation'
import { stopTurn } from '@/lib/conversations/running'
import { stopped } from '@/lib/conversations/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Stop the answer that is being written',
    who: 'user',
    params: z.object({ id: z.string() }),
    answer: stopped,
    run: async ({ user, params: { id } }) => {
      await checkOwner({ id, userId: user.id })
      return { stopped: stopTurn(id) }
    },
  }),
})
