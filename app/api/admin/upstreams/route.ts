import { listUpstreams, upstreamById } from '@/lib/catalog/edit/list-rows'
import { saveUpstream } from '@/lib/catalog/edit/save-upstream'
import { oneUpstream, upstreamInput, upstreamList } from '@/lib/catalog/upstream-schema'
import { operatorOf } from '@/lib/http/operator'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'List the upstreams',
    who: 'operator',
    answer: upstreamList,
    run: async () => ({ upstreams: await listUpstreams() }),
  }),

  POST: route({
    summary: 'Connect an upstream; its credential is stored sealed and never answered',
    who: 'operator',
    body: upstreamInput,
    answer: oneUpstream,
    status: 201,
    refusals: ['name_taken'],
    run: async ({ body, ...given }) => ({ upstream: await upstreamById(await saveUpstream({ by: operatorOf(given), input: body })) }),
  }),
})
