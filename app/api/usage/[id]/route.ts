import * as z from 'zod'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { readRecord } from '@/lib/usage/list-records'
import { recordDetail } from '@/lib/usage/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One call with its charge spelled out',
    who: 'user',
    params: z.object({ id: z.string() }),
    answer: recordDetail,
    run: ({ user, params: { id } }) => readRecord(id, { userId: user.id, namesUpstreams: false }),
  }),
})
