import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { waitingFor } from '@/lib/http/waiting'
import { waitingAnswer } from '@/lib/users/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'How much waits for an operator, by kind; support is told of tickets only',
    who: 'support',
    answer: waitingAnswer,
    run: ({ user }) => waitingFor(user),
  }),
})
