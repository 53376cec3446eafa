import * as z from 'zod'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { readRecord } from '@/lib/usage/list-records'
import { recordDetail } from '@/lib/usage/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One call with its charge and its upstreams',
    who: 'operator',
    params: z.object({ id: z.string() }),
    answer: recordDetail,
    run: ({ params: { id } }) => readRecord(id, { namesUpstreams: true }),
  }),
})
