import * as z from 'zod'
import { probedUpstream } from '@/lib/catalog/edit/probed-upstream'
import { offeredModels } from '@/lib/catalog/upstream-schema'
import { listUpstreamModels } from '@/lib/gateway/probe/probe-upstream'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'What an upstream offers, by its own names',
    who: 'operator',
    params: z.strictObject({ id: z.string() }),
    answer: offeredModels,
    refusals: ['invalid_request', 'upstream_failed'],
    run: async ({ params }) => ({ models: (await listUpstreamModels(probedUpstream(params.id))).map((id) => ({ id })) }),
  }),
})
