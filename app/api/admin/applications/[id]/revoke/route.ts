import * as z from 'zod'
import { revokeApplication } from '@/lib/applications/decide'
import { readQueued } from '@/lib/applications/queue'
import { queuedOne, revokeBody } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'End what an application granted; its key stops at once',
    who: 'operator',
    keys: false,
    params: z.strictObject({ id: z.string() }),
    body: revokeBody,
    answer: queuedOne,
    refusals: ['already_decided'],
    run: async ({ params: { id }, body, caller, request }) => {
      await revokeApplication({ id, by: actorOf({ caller, request }), text: body.reason, barred: body.barred })
      return readQueued(id)
    },
  }),
})
