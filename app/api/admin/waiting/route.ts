import { countApplicationsWaiting } from '@/lib/applications/queue'
import { route } from '@/lib/http/route'
import { waitingAnswer } from '@/lib/http/schema'
import { verbs } from '@/lib/http/verbs'
import { countRequestsWaiting } from '@/lib/ledger/requests/request-queue'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How much waits for an operator, by kind',
    who: 'operator',
    answer: waitingAnswer,
    run: async () => {
      const [applications, requests] = await Promise.all([countApplicationsWaiting(), countRequestsWaiting()])
      return { applications, ...requests }
    },
  }),
})
