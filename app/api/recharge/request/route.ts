import { actorOf } from '@/lib/http/actor'
import { idempotencyKeyOf } from '@/lib/http/idempotency-key'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { moneyRequest, moneyRequests, rechargeBody, requestsParams } from '@/lib/ledger/request-schema'
import { listRequests } from '@/lib/ledger/requests/list-requests'
import { requestRecharge } from '@/lib/ledger/requests/request-recharge'
import { requestView } from '@/lib/ledger/requests/request-row'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "One's own requests to pay in, newest first",
    who: 'user',
    query: requestsParams,
    answer: moneyRequests,
    run: async ({ user, query }) => {
      const { requests, nextCursor } = await listRequests({ ...query, kind: 'recharge', userId: user.id })
      return { requests: requests.map(requestView), nextCursor }
    },
  }),

  POST: route({
    summary: 'Asks for money to be paid in. A repetition with the same Idempotency-Key header has no effect of its own',
    who: 'user',
    body: rechargeBody,
    exact: ['amount'],
    answer: moneyRequest,
    status: 201,
    refusals: ['too_many_open', 'idempotency_conflict', 'payment_failed'],
    run: async ({ user, body: { amount, note, ...body }, caller, request }) => {
      const asked = { ...body, actor: actorOf({ caller, request }), userId: user.id, amountNanos: amount, note: note || null }
      return requestView(await requestRecharge({ ...asked, key: idempotencyKeyOf(request.headers) }))
    },
  }),
})
