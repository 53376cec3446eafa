import { countApplicationsWaiting } from '@/lib/applications/queue'
import { route } from '@/lib/http/route'
import { waitingAnswer } from '@/lib/http/schema'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How much waits for an operator, by kind',
    who: 'operator',
    answer: waitingAnswer,
    run: async () => ({ applications: await countApplicationsWaiting() }),
  }),
})
