import * as z from 'zod'
import { probedUpstream } from '@/lib/catalog/edit/probed-upstream'
import { testInput } from '@/lib/catalog/upstream-schema'
import { testAnswer } from '@/lib/gateway/probe/stream-test'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Stream one answer straight from an upstream, as OpenAI’s events; not billed, not recorded',
    who: 'operator',
    params: z.strictObject({ id: z.string() }),
    body: testInput,
    otherwise: 'text/event-stream',
    refusals: ['invalid_request', 'upstream_failed'],
    run: ({ params: { id }, body, request }) => testAnswer(probedUpstream(id), body, request.signal),
  }),
})
