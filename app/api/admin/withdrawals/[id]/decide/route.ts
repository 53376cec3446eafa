import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { decisionBody, moneyRequest } from '@/lib/ledger/request-schema'
import { decideWithdrawal } from '@/lib/ledger/requests/decide-withdrawal'
import { requestView } from '@/lib/ledger/requests/request-row'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Approves a withdrawal or rejects it with a reason, which returns its amount',
    who: 'operator',
    params: z.object({ id: z.string() }),
    body: decisionBody,
    answer: moneyRequest,
    refusals: ['own_money', 'already_decided'],
    run: async ({ params: { id }, body: { decision, reason = null }, caller, request }) =>
      requestView(await decideWithdrawal({ actor: actorOf({ caller, request }), id, approve: decision === 'approve', reason })),
  }),
})
