import * as z from 'zod'
import { askForChanges } from '@/lib/applications/decide'
import { readQueued } from '@/lib/applications/queue'
import { askChangesBody, queuedOne } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Give an application back for changes',
    who: 'operator',
    keys: false,
    params: z.strictObject({ id: z.string() }),
    body: askChangesBody,
    answer: queuedOne,
    refusals: ['already_decided', 'conflict'],
    run: async ({ params: { id }, body, caller, request }) => {
      await askForChanges({ id, by: actorOf({ caller, request }), text: body.text, seen: body.submittedAt })
      return readQueued(id)
    },
  }),
})
