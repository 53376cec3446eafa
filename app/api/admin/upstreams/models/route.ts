import { probedUnsaved } from '@/lib/catalog/edit/probed-upstream'
import { offeredModels, unsavedUpstream } from '@/lib/catalog/upstream-schema'
import { listUpstreamModels } from '@/lib/gateway/probe/probe-upstream'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'What an upstream that is not saved yet offers, by its own names',
    who: 'operator',
    body: unsavedUpstream,
    answer: offeredModels,
    refusals: ['invalid_request', 'upstream_failed'],
    run: async ({ body }) => ({ models: (await listUpstreamModels(probedUnsaved(body))).map((id) => ({ id })) }),
  }),
})
