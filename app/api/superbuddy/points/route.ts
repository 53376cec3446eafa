import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { readPoints } from '@/lib/superbuddy/read-points'
import { points } from '@/lib/superbuddy/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Points, and what they cost',
    who: 'user',
    answer: points,
    run: ({ user }) => readPoints(user.id),
  }),
})
