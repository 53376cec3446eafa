import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { readTicket } from '@/lib/tickets/read-ticket'
import { ticketId, ticketThread } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One of your tickets with its replies',
    who: 'user',
    params: ticketId,
    answer: ticketThread,
    run: ({ user, params: { id } }) => readTicket({ id, userId: user.id }),
  }),
})
