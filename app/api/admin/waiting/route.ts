import { countApplicationsWaiting } from '@/lib/applications/queue'
import { route } from '@/lib/http/route'
import { waitingAnswer } from '@/lib/http/schema'
import { verbs } from '@/lib/http/verbs'
import { countRequestsWaiting } from '@/lib/ledger/requests/request-queue'
import { countQueue } from '@/lib/tickets/staff/list-queue'
import { atLeast } from '@/lib/users/roles'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How much waits for an operator, by kind; support is told of tickets only',
    who: 'support',
    answer: waitingAnswer,
    run: async ({ user }) => {
      const tickets = (await countQueue(user.id)).all
      if (!atLeast(user.role, 'operator')) return { applications: 0, recharges: 0, withdrawals: 0, tickets }
      const [applications, requests] = await Promise.all([countApplicationsWaiting(), countRequestsWaiting()])
      return { applications, ...requests, tickets }
    },
  }),
})
