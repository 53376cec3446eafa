import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { createTicket } from '@/lib/tickets/create-ticket'
import { listTickets } from '@/lib/tickets/list-tickets'
import { newTicketAnswer, newTicketBody, ticketList, ticketsParams } from '@/lib/tickets/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Your tickets, those that changed last first',
    who: 'user',
    query: ticketsParams,
    answer: ticketList,
    run: ({ user, query }) => listTickets({ userId: user.id, status: query.status, ...query }),
  }),

  POST: route({
    summary: 'Opens a ticket; `link` is the id of a call, an API key or a request of yours',
    who: 'user',
    body: newTicketBody,
    answer: newTicketAnswer,
    status: 201,
    refusals: ['too_many_tickets'],
    run: async ({ user, body }) => {
      const ticket = await createTicket({ userId: user.id, ...body })
      return { ticket, ...ticket }
    },
  }),
})
