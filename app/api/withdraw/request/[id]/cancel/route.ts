import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { moneyRequest } from '@/lib/ledger/request-schema'
import { cancelRequest } from '@/lib/ledger/requests/cancel-request'
import { requestView } from '@/lib/ledger/requests/request-row'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Cancels a request to be paid out that nobody has decided; the amount returns',
    who: 'user',
    params: z.object({ id: z.string() }),
    answer: moneyRequest,
    refusals: ['already_decided'],
    run: async ({ params: { id }, caller, request }) =>
      requestView(await cancelRequest({ actor: actorOf({ caller, request }), kind: 'withdrawal', id })),
  }),
})
