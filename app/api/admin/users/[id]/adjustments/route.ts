import * as z from 'zod'
import { route } from '@/lib/http/route'
import { adjust } from '@/lib/ledger/adjust'
import { adjusted, adjustmentBody } from '@/lib/ledger/schema'
import { entryView } from '@/lib/ledger/views'

export const POST = route({
  summary: "Gives to or takes from a user's wallet, with a reason",
  who: 'operator',
  params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  body: adjustmentBody,
  exact: ['amount'],
  answer: adjusted,
  status: 201,
  run: async ({ user, params: { id }, body, request }) => {
    const actor = { id: user.id, address: request.address, requestId: request.id }
    return { entry: entryView(await adjust({ ...body, actor, userId: id })) }
  },
})
