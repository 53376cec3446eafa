import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { dropJob, rerunJob } from '@/lib/jobs/decide-job'
import { jobId } from '@/lib/jobs/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Runs a job that waits or has failed now',
    who: 'operator',
    params: jobId,
    refusals: ['conflict'],
    run: ({ params: { id }, caller, request }) => rerunJob({ id, actor: actorOf({ caller, request }) }),
  }),

  DELETE: route({
    summary: 'Drops a job that waits or has failed',
    who: 'operator',
    params: jobId,
    refusals: ['conflict'],
    run: ({ params: { id }, caller, request }) => dropJob({ id, actor: actorOf({ caller, request }) }),
  }),
})
