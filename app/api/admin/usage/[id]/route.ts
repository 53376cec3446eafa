import * as z from 'zod'
import { route } from '@/lib/http/route'
import { readRecord } from '@/lib/usage/list-records'
import { recordDetail } from '@/lib/usage/schema'

export const GET = route({
  summary: 'One call with its charge and its upstreams',
  who: 'operator',
  params: z.object({ id: z.string() }),
  answer: recordDetail,
  run: ({ params: { id } }) => readRecord(id, { namesUpstreams: true }),
})
