import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { moneyRequest, payoutBody } from '@/lib/ledger/request-schema'
import { recordPayout } from '@/lib/ledger/requests/record-payout'
import { requestView } from '@/lib/ledger/requests/request-row'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Notes that the money of an approved withdrawal was sent',
    who: 'operator',
    params: z.object({ id: z.string() }),
    body: payoutBody,
    answer: moneyRequest,
    refusals: ['own_money', 'already_decided'],
    run: async ({ params: { id }, body: { payment = null }, caller, request }) =>
      requestView(await recordPayout({ actor: actorOf({ caller, request }), id, payment: payment || null })),
  }),
})
