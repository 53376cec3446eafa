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
    run: ({ query }) => listAudit(query),
  }),
})
