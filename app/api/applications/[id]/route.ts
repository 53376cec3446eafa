import * as z from 'zod'
import { changeApplication } from '@/lib/applications/change-application'
import { readApplication } from '@/lib/applications/list-applications'
import { changeApplicationBody, oneApplication } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

const params = z.strictObject({ id: z.string() })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One of your applications, with its timeline',
    who: 'user',
    params,
    answer: oneApplication,
    run: ({ user, params: { id } }) => readApplication({ userId: user.id, id }),
  }),

  PATCH: route({
    summary: 'Change an application while it is a draft or changes to it were asked for; only the members that are sent',
    who: 'user',
    params,
    body: changeApplicationBody,
    answer: oneApplication,
    refusals: ['wrong_state'],
    run: async ({ user, params: { id }, body, caller, request }) => {
      await changeApplication({ userId: user.id, by: actorOf({ caller, request }), id, input: body })
      return readApplication({ userId: user.id, id })
    },
  }),
})
