import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listUsers } from '@/lib/users/list-users'
import { usersPage, usersParams } from '@/lib/users/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'List users',
    who: 'operator',
    query: usersParams,
    answer: usersPage,
    run: ({ query }) => listUsers(query),
  }),
})
