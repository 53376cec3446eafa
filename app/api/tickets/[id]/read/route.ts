import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { markRead } from '@/lib/tickets/own-ticket'
import { ticketId } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Notes that you have seen the last answer',
    who: 'user',
    params: ticketId,
    run: async ({ user, params: { id } }) => {
      await markRead({ id, userId: user.id })
      return undefined
    },
  }),
})
