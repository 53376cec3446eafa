import * as z from 'zod'
import { probedUnsaved, unsavedUpstream } from '@/lib/catalog/edit/probed-upstream'
import { listUpstreamModels } from '@/lib/gateway/probe/probe-upstream'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'What an upstream that is not saved yet offers, by its own names',
    who: 'operator',
    body: unsavedUpstream,
    answer: z.object({ models: z.array(z.object({ id: z.string() })) }),
    refusals: ['invalid_request', 'upstream_failed'],
    run: async ({ body }) => ({ models: (await listUpstreamModels(probedUnsaved(body))).map((id) => ({ id })) }),
  }),
})
