import * as z from 'zod'
import { approveApplication } from '@/lib/applications/approve'
import { readQueued } from '@/lib/applications/queue'
import { approveApplicationBody, queuedOne } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Approve an application, with what was asked for or with other numbers: grants a key or raises one',
    who: 'operator',
    keys: false,
    params: z.strictObject({ id: z.string() }),
    body: approveApplicationBody,
    answer: queuedOne,
    refusals: ['already_decided', 'conflict', 'own_money', 'key_gone', 'too_many_keys'],
    run: async ({ params: { id }, body, caller, request }) => {
      await approveApplication({ id, by: actorOf({ caller, request }), input: body })
      return readQueued(id)
    },
  }),
})
