import { upstreamsHealth } from '@/lib/gateway/schema'
import { healthOfUpstreams } from '@/lib/gateway/targets/upstream-health'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { aliveProcesses } from '@/lib/processes/heartbeat'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How every upstream and its targets are doing in this process, and what each target last failed with',
    who: 'operator',
    answer: upstreamsHealth,
    run: async () => ({ processes: aliveProcesses(), upstreams: healthOfUpstreams() }),
  }),
})
