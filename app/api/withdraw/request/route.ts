import { actorOf } from '@/lib/http/actor'
import { idempotencyKeyOf } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { moneyRequest, moneyRequests, requestsParams, withdrawBody } from '@/lib/ledger/request-schema'
import { listRequests } from '@/lib/ledger/requests/list-requests'
import { requestView } from '@/lib/ledger/requests/request-row'
import { requestWithdrawal } from '@/lib/ledger/requests/request-withdrawal'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "One's own requests to be paid out, newest first",
    who: 'user',
    query: requestsParams,
    answer: moneyRequests,
    run: async ({ user, query }) => {
      const { requests, nextCursor } = await listRequests({ ...query, kind: 'withdrawal', userId: user.id })
      return { requests: requests.map(requestView), nextCursor }
    },
  }),

  POST: route({
    summary:
      'Asks for cash to be paid out, which leaves the wallet at once. A repetition with the same Idempotency-Key header has no effect of its own',
    who: 'user',
    // Money leaves the house, and a key may be in many hands.
    keys: false,
    body: withdrawBody,
    exact: ['amount'],
    answer: moneyRequest,
    status: 201,
    refusals: ['insufficient_funds', 'too_many_open', 'idempotency_conflict'],
    run: async ({ user, body: { amount, note, ...body }, caller, request }) => {
      const asked = { ...body, actor: actorOf({ caller, request }), userId: user.id, amountNanos: amount, note: note || null }
      return requestView(await requestWithdrawal({ ...asked, key: idempotencyKeyOf(request.headers) }))
    },
  }),
})
