import * as z from 'zod'
import { barApplicant } from '@/lib/applications/decide'
import { readQueued } from '@/lib/applications/queue'
import { barBody, queuedOne } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Let a user apply again whose allowance was revoked, or no more',
    who: 'operator',
    keys: false,
    params: z.strictObject({ id: z.string() }),
    body: barBody,
    answer: queuedOne,
    refusals: ['own_money'],
    run: async ({ params: { id }, body, caller, request }) => {
      await barApplicant({ id, by: actorOf({ caller, request }), barred: body.barred })
      return readQueued(id)
    },
  }),
})
