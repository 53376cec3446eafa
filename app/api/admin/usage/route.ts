import * as z from 'zod'
import { route } from '@/lib/http/route'
import { listRecords } from '@/lib/usage/list-records'
import { recordFilter, recordList } from '@/lib/usage/schema'

export const GET = route({
  summary: "Everybody's calls, newest first",
  who: 'operator',
  query: recordFilter.extend({ userId: z.coerce.number().int().positive().max(2_147_483_647).optional() }),
  answer: recordList,
  run: ({ query: { userId, ...filter } }) => listRecords(filter, { userId, namesUpstreams: true }),
})
