import * as z from 'zod'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listCodeUses } from '@/lib/ledger/codes/list-code-uses'
import { codeUses } from '@/lib/ledger/schema'
import { pageQuery } from '@/lib/paging'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Who redeemed the codes of a batch, newest first',
    who: 'operator',
    params: z.object({ id: z.string().max(64) }),
    query: z.strictObject(pageQuery),
    answer: codeUses,
    run: ({ params: { id }, query }) => listCodeUses({ ...query, batchId: id }),
  }),
})
