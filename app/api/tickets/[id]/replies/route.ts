import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { reply } from '@/lib/tickets/reply'
import { oneReply, replyBody, ticketId } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Goes on in a ticket that is not closed',
    who: 'user',
    params: ticketId,
    body: replyBody,
    answer: oneReply,
    status: 201,
    refusals: ['ticket_closed', 'ticket_full'],
    run: ({ user, params: { id }, body }) => reply({ id, userId: user.id, ...body }),
  }),
})
