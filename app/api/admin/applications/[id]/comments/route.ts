import * as z from 'zod'
import { commentOnApplication } from '@/lib/applications/comment'
import { readQueued } from '@/lib/applications/queue'
import { applicationCommentBody, queuedOne } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Say something about an application; the applicant is told',
    who: 'operator',
    keys: false,
    params: z.strictObject({ id: z.string() }),
    body: applicationCommentBody,
    answer: queuedOne,
    refusals: ['wrong_state'],
    run: async ({ params: { id }, body, caller, request }) => {
      await commentOnApplication({ id, by: actorOf({ caller, request }), text: body.text })
      return readQueued(id)
    },
  }),
})
