import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { cannedBody, cannedList, oneCanned } from '@/lib/tickets/schema'
import { createCanned, listCanned } from '@/lib/tickets/staff/canned-replies'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Answers that are kept for questions that come again',
    who: 'support',
    answer: cannedList,
    run: async () => ({ replies: await listCanned() }),
  }),

  POST: route({
    summary: 'Keeps an answer',
    who: 'operator',
    body: cannedBody,
    answer: oneCanned,
    status: 201,
    run: async ({ body, caller, request }) => ({ reply: await createCanned({ actor: actorOf({ caller, request }), ...body }) }),
  }),
})
