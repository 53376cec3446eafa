import * as z from 'zod'
import { createApplication } from '@/lib/applications/create-application'
import { listApplications, readApplication } from '@/lib/applications/list-applications'
import { applicationList, newApplicationBody, oneApplication } from '@/lib/applications/schema'
import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { pageQuery } from '@/lib/paging'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Your applications, newest first',
    who: 'user',
    query: z.strictObject(pageQuery),
    answer: applicationList,
    run: ({ user, query }) => listApplications({ userId: user.id, ...query }),
  }),

  POST: route({
    summary: 'Write an application; it is a draft until it is submitted',
    who: 'user',
    body: newApplicationBody,
    answer: oneApplication,
    status: 201,
    refusals: ['too_many_applications'],
    run: async ({ user, body, caller, request }) => {
      const id = await createApplication({ user, by: actorOf({ caller, request }), input: body })
      return readApplication({ userId: user.id, id })
    },
  }),
})
