import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { replyBody, staffThread, ticketId } from '@/lib/tickets/schema'
import { noteOnTicket } from '@/lib/tickets/staff/answer-ticket'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Notes something that the user never sees',
    who: 'support',
    params: ticketId,
    body: replyBody,
    answer: staffThread,
    status: 201,
    refusals: ['ticket_full'],
    run: ({ params: { id }, body, caller, request }) => noteOnTicket({ id, actor: actorOf({ caller, request }), ...body }),
  }),
})
