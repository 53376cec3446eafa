import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { staffThread, ticketId } from '@/lib/tickets/schema'
import { readStaffTicket } from '@/lib/tickets/staff/read-staff-ticket'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'A ticket with its messages, its notes and what it is about',
    who: 'support',
    params: ticketId,
    answer: staffThread,
    run: ({ params: { id } }) => readStaffTicket(id),
  }),
})
