import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { batchView } from '@/lib/ledger/codes/batch-view'
import { createCodes } from '@/lib/ledger/codes/create-codes'
import { listCodeBatches } from '@/lib/ledger/codes/list-code-batches'
import { codeBatches, codesParams, createdCodes, newCodesBody } from '@/lib/ledger/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Batches of redemption codes, newest first',
    who: 'operator',
    query: codesParams,
    answer: codeBatches,
    run: async ({ query }) => {
      const { batches, nextCursor } = await listCodeBatches(query)
      return { batches: batches.map(batchView), nextCursor }
    },
  }),

  POST: route({
    summary: 'Creates redemption codes; their text is shown this once',
    who: 'operator',
    body: newCodesBody,
    exact: ['amount'],
    answer: createdCodes,
    status: 201,
    run: async ({ body: { amount, ...body }, caller, request }) => {
      const { batch, codes } = await createCodes({ ...body, actor: actorOf({ caller, request }), amountNanos: amount })
      return { batch: batchView(batch), codes }
    },
  }),
})
