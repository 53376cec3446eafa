import * as z from 'zod'
import { readApplication } from '@/lib/applications/list-applications'
import { oneApplication } from '@/lib/applications/schema'
import { withdrawApplication } from '@/lib/applications/withdraw-application'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Take back an application that nobody has decided',
    who: 'user',
    params: z.strictObject({ id: z.string() }),
    answer: oneApplication,
    refusals: ['wrong_state'],
    run: async ({ user, params: { id }, caller, request }) => {
      await withdrawApplication({ userId: user.id, by: actorOf({ caller, request }), id })
      return readApplication({ userId: user.id, id })
    },
  }),
})
