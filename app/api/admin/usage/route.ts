import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listRecords } from '@/lib/usage/list-records'
import { recordFilter, recordList } from '@/lib/usage/schema'
import { userId } from '@/lib/users/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "Everybody's calls, newest first",
    who: 'operator',
    query: recordFilter.extend({ userId: userId.shape.id.optional() }),
    answer: recordList,
    run: ({ query: { userId, ...filter } }) => listRecords(filter, { userId, namesUpstreams: true }),
  }),
})
