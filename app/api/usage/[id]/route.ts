import * as z from 'zod'
import { route } from '@/lib/http/route'
import { readRecord } from '@/lib/usage/list-records'
import { recordDetail } from '@/lib/usage/schema'

export const GET = route({
  summary: 'One call with its charge spelled out',
  who: 'user',
  params: z.object({ id: z.string() }),
  answer: recordDetail,
  run: ({ user, params: { id } }) => readRecord(id, { userId: user.id, namesUpstreams: false }),
})
