import * as z from 'zod'
import { readApplication } from '@/lib/applications/list-applications'
import { oneApplication } from '@/lib/applications/schema'
import { submitApplication } from '@/lib/applications/submit-application'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Submit an application to the operators',
    who: 'user',
    params: z.strictObject({ id: z.string() }),
    answer: oneApplication,
    refusals: ['invalid_request', 'wrong_state', 'applications_barred'],
    run: async ({ user, params: { id }, caller, request }) => {
      await submitApplication({ user, by: actorOf({ caller, request }), id })
      return readApplication({ userId: user.id, id })
    },
  }),
})
