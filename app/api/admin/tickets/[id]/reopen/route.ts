import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { staffTicket, ticketId } from '@/lib/tickets/schema'
import { reopenForUser } from '@/lib/tickets/staff/answer-ticket'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Opens a closed ticket again',
    who: 'support',
    params: ticketId,
    answer: staffTicket,
    refusals: ['ticket_not_closed'],
    run: async ({ params: { id }, caller, request }) => ({ ticket: await reopenForUser({ id, actor: actorOf({ caller, request }) }) }),
  }),
})
