import { listApplicationQueue } from '@/lib/applications/queue'
import { applicationQueue, applicationQueueFilter } from '@/lib/applications/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Applications that wait, the longest first, or those that were decided, newest first',
    who: 'operator',
    query: applicationQueueFilter,
    answer: applicationQueue,
    run: ({ query }) => listApplicationQueue(query),
  }),
})
