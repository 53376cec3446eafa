import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listRecords } from '@/lib/usage/list-records'
import { allRecordsFilter, recordList } from '@/lib/usage/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "Everybody's calls, newest first",
    who: 'operator',
    query: allRecordsFilter,
    answer: recordList,
    run: ({ query: { userId, ...filter } }) => listRecords(filter, { userId, namesUpstreams: true }),
  }),
})
