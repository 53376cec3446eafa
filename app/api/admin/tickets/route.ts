import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { ticketQueue, ticketQueueParams } from '@/lib/tickets/schema'
import { listQueue } from '@/lib/tickets/staff/list-queue'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Tickets of all users; those first that have waited longest',
    who: 'support',
    query: ticketQueueParams,
    answer: ticketQueue,
    run: ({ user, query }) => listQueue({ staffId: user.id, ...query }),
  }),
})
