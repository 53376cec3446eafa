import * as z from 'zod'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { changeCode } from '@/lib/ledger/codes/change-code'
import { codeBatchChange, oneCode } from '@/lib/ledger/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  PATCH: route({
    summary: 'Switches one code of a batch off or on',
    who: 'operator',
    params: z.object({ id: z.string().max(64), code: z.string().max(64) }),
    body: codeBatchChange,
    answer: oneCode,
    run: async ({ params: { id, code }, body: { enabled }, caller, request }) => ({
      code: await changeCode({ actor: actorOf({ caller, request }), batchId: id, codeId: code, enabled }),
    }),
  }),
})
