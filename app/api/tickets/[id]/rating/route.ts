import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { rateTicket } from '@/lib/tickets/rate-ticket'
import { ratingBody, ticketAnswer, ticketId } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Says from 1 to 5 how a closed ticket of yours went',
    who: 'user',
    params: ticketId,
    body: ratingBody,
    answer: ticketAnswer,
    refusals: ['ticket_not_closed'],
    run: async ({ user, params: { id }, body }) => ({ ticket: await rateTicket({ id, userId: user.id, ...body }) }),
  }),
})
