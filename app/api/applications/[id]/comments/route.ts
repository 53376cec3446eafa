import * as z from 'zod'
import { commentOnApplication } from '@/lib/applications/comment'
import { readApplication } from '@/lib/applications/list-applications'
import { applicationCommentBody, oneApplication } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Say something about an application of yours',
    who: 'user',
    params: z.strictObject({ id: z.string() }),
    body: applicationCommentBody,
    answer: oneApplication,
    status: 201,
    refusals: ['wrong_state'],
    run: async ({ user, params: { id }, body: { text }, caller, request }) => {
      await commentOnApplication({ id, userId: user.id, by: actorOf({ caller, request }), text })
      return readApplication({ userId: user.id, id })
    },
  }),
})
