import * as z from 'zod'
import { rejectApplication } from '@/lib/applications/decide'
import { readQueued } from '@/lib/applications/queue'
import { queuedOne, rejectApplicationBody } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Reject an application and say why',
    who: 'operator',
    keys: false,
    params: z.strictObject({ id: z.string() }),
    body: rejectApplicationBody,
    answer: queuedOne,
    refusals: ['already_decided', 'conflict', 'own_money'],
    run: async ({ params: { id }, body, caller, request }) => {
      await rejectApplication({ id, by: actorOf({ caller, request }), text: body.reason, seen: body.submittedAt })
      return readQueued(id)
    },
  }),
})
