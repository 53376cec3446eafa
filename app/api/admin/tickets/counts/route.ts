import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { queueCounts } from '@/lib/tickets/schema'
import { countQueue } from '@/lib/tickets/staff/list-queue'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How many tickets wait for an answer',
    who: 'support',
    answer: queueCounts,
    run: ({ user }) => countQueue(user.id),
  }),
})
