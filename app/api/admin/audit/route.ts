import { auditCsv } from '@/lib/audit/audit-csv'
import { listAudit } from '@/lib/audit/list-audit'
import { auditPage, auditParams } from '@/lib/audit/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'What operators did',
    who: 'operator',
    query: auditParams,
    answer: auditPage,
    otherwise: 'text/csv',
    run: async ({ query }) =>
      query.format === 'json'
        ? listAudit(query)
        : new Response(auditCsv(query), {
            headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="audit.csv"' },
          }),
  }),
})
