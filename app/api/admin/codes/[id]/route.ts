import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { batchView } from '@/lib/ledger/codes/batch-view'
import { changeCodeBatch } from '@/lib/ledger/codes/change-code-batch'
import { readCodeBatch } from '@/lib/ledger/codes/list-code-batches'
import { codeBatchChange, codeBatchDetail } from '@/lib/ledger/schema'

const params = z.object({ id: z.string().max(64) })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One batch with previews of its codes',
    who: 'operator',
    params,
    answer: codeBatchDetail,
    run: async ({ params: { id } }) => {
      const { batch, codes } = await readCodeBatch(id)
      return { batch: batchView(batch), codes }
    },
  }),

  PATCH: route({
    summary: 'Switches a batch off or on',
    who: 'operator',
    params,
    body: codeBatchChange,
    answer: z.object({ batch: codeBatchDetail.shape.batch }),
    run: async ({ params: { id }, body: { enabled }, caller, request }) => ({
      batch: batchView(await changeCodeBatch({ actor: actorOf({ caller, request }), id, enabled })),
    }),
  }),
})
