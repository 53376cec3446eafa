import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { queueFilter, requestsToDecide } from '@/lib/ledger/request-schema'
import { listRequestQueue } from '@/lib/ledger/requests/list-request-queue'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Recharges that wait, the longest first, or those that are done, newest first',
    who: 'operator',
    query: queueFilter,
    answer: requestsToDecide,
    run: ({ query }) => listRequestQueue('recharge', query),
  }),
})
