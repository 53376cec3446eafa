import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { cannedBody, oneCanned, ticketId } from '@/lib/tickets/schema'
import { changeCanned, deleteCanned } from '@/lib/tickets/staff/canned-replies'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  PUT: route({
    summary: 'Changes a kept answer',
    who: 'operator',
    params: ticketId,
    body: cannedBody,
    answer: oneCanned,
    run: async ({ params: { id }, body, caller, request }) => ({
      reply: await changeCanned({ id, actor: actorOf({ caller, request }), ...body }),
    }),
  }),

  DELETE: route({
    summary: 'Deletes a kept answer',
    who: 'operator',
    params: ticketId,
    run: async ({ params: { id }, caller, request }) => {
      await deleteCanned({ id, actor: actorOf({ caller, request }) })
      return undefined
    },
  }),
})
