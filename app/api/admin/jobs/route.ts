import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listJobs } from '@/lib/jobs/list-jobs'
import { jobsPage, jobsParams } from '@/lib/jobs/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Durable work, newest first',
    who: 'operator',
    query: jobsParams,
    answer: jobsPage,
    run: ({ query }) => listJobs(query),
  }),
})
