import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { staffTicket, ticketId } from '@/lib/tickets/schema'
import { closeForUser } from '@/lib/tickets/staff/answer-ticket'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Closes a ticket',
    who: 'support',
    params: ticketId,
    answer: staffTicket,
    refusals: ['ticket_closed'],
    run: async ({ params: { id }, caller, request }) => ({ ticket: await closeForUser({ id, actor: actorOf({ caller, request }) }) }),
  }),
})
