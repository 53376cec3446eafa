import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { reopenTicket } from '@/lib/tickets/own-ticket'
import { ticketAnswer, ticketId } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Opens a closed ticket of yours again',
    who: 'user',
    params: ticketId,
    answer: ticketAnswer,
    refusals: ['ticket_not_closed'],
    run: async ({ user, params: { id } }) => ({ ticket: await reopenTicket({ id, userId: user.id }) }),
  }),
})
