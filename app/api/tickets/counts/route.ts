import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { countTickets } from '@/lib/tickets/list-tickets'
import { ticketCounts } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How many tickets you have by status, and with an answer that you have not seen',
    who: 'user',
    answer: ticketCounts,
    run: ({ user }) => countTickets(user.id),
  }),
})
