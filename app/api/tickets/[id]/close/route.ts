import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { closeTicket } from '@/lib/tickets/own-ticket'
import { ticketAnswer, ticketId } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Closes a ticket of yours',
    who: 'user',
    params: ticketId,
    answer: ticketAnswer,
    refusals: ['ticket_closed'],
    run: async ({ user, params: { id } }) => ({ ticket: await closeTicket({ id, userId: user.id }) }),
  }),
})
