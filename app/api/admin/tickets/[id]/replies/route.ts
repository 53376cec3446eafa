import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { answerBody, staffThread, ticketId } from '@/lib/tickets/schema'
import { answerTicket } from '@/lib/tickets/staff/answer-ticket'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Answers the user; the status says whether that answers it, asks for more or closes it',
    who: 'support',
    params: ticketId,
    body: answerBody,
    answer: staffThread,
    status: 201,
    refusals: ['ticket_closed', 'ticket_full'],
    run: ({ params: { id }, body, caller, request }) => answerTicket({ id, actor: actorOf({ caller, request }), ...body }),
  }),
})
