import * as z from 'zod'
import { route } from '@/lib/http/route'
import { createCodes } from '@/lib/ledger/create-codes'
import { listCodeBatches } from '@/lib/ledger/list-code-batches'
import { codeBatches, createdCodes, newCodesBody } from '@/lib/ledger/schema'
import { batchView } from '@/lib/ledger/views'
import { pageQuery } from '@/lib/paging'

export const GET = route({
  summary: 'Batches of redemption codes, newest first',
  who: 'operator',
  query: z.strictObject(pageQuery),
  answer: codeBatches,
  run: async ({ query }) => {
    const { batches, nextCursor } = await listCodeBatches(query)
    return { batches: batches.map(batchView), nextCursor }
  },
})

export const POST = route({
  summary: 'Creates redemption codes; their text is shown this once',
  who: 'operator',
  body: newCodesBody,
  exact: ['amount'],
  answer: createdCodes,
  status: 201,
  run: async ({ user, body: { amount, ...body }, request }) => {
    const actor = { id: user.id, address: request.address, requestId: request.id }
    const { batch, codes } = await createCodes({ ...body, actor, amountNanos: amount })
    return { batch: batchView(batch), codes }
  },
})
