import { probedUnsaved } from '@/lib/catalog/edit/probed-upstream'
import { testInput, unsavedUpstream } from '@/lib/catalog/upstream-schema'
import { testAnswer } from '@/lib/gateway/probe/stream-test'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Stream one answer straight from an upstream that is not saved yet',
    who: 'operator',
    body: unsavedUpstream.extend(testInput.shape),
    otherwise: 'text/event-stream',
    refusals: ['invalid_request', 'upstream_failed'],
    run: ({ body, request }) => testAnswer(probedUnsaved(body), body, request.signal),
  }),
})
