import { route } from '@/lib/http/route'
import { listUsers } from '@/lib/users/list-users'
import { usersPage, usersQuery } from '@/lib/users/schema'

export const GET = route({
  summary: 'List users',
  who: 'operator',
  query: usersQuery,
  answer: usersPage,
  run: ({ query }) => listUsers(query),
})
