import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listRecords } from '@/lib/usage/list-records'
import { recordsCsv } from '@/lib/usage/records-csv'
import { recordFilter, recordList } from '@/lib/usage/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: "The user's calls, newest first",
    who: 'user',
    query: recordFilter,
    answer: recordList,
    otherwise: 'text/csv',
    run: async ({ user, query }) => {
      const reader = { userId: user.id, namesUpstreams: false }
      if (query.format === 'json') return listRecords(query, reader)
      return new Response(await recordsCsv(query, reader), {
        headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="usage.csv"' },
      })
    },
  }),
})
