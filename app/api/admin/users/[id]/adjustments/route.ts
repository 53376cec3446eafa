import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { adjusted, adjustmentBody } from '@/lib/ledger/schema'
import { adjust } from '@/lib/ledger/wallet/adjust'
import { transferView } from '@/lib/ledger/wallet/views'
import { userId } from '@/lib/users/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: "Gives to or takes from a user's wallet, with a reason",
    who: 'operator',
    params: userId,
    body: adjustmentBody,
    exact: ['amount'],
    answer: adjusted,
    status: 201,
    refusals: ['insufficient_funds', 'own_money'],
    run: async ({ params: { id }, body, caller, request }) => ({
      entry: transferView(await adjust({ ...body, actor: actorOf({ caller, request }), userId: id })),
    }),
  }),
})
