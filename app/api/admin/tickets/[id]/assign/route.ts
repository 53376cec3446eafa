import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { assignBody, staffTicket, ticketId } from '@/lib/tickets/schema'
import { assignTicket } from '@/lib/tickets/staff/assign-ticket'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Gives a ticket to one of the staff, or to nobody',
    who: 'support',
    params: ticketId,
    body: assignBody,
    answer: staffTicket,
    refusals: ['conflict'],
    run: async ({ params: { id }, body, caller, request }) => ({
      ticket: await assignTicket({ id, actor: actorOf({ caller, request }), ...body }),
    }),
  }),
})
