import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { found, searchParams } from '@/lib/superbuddy/schema'
import { search } from '@/lib/superbuddy/search'

const find = () =>
  route({
    summary: "Search the titles and messages of the user's conversations",
    who: 'user',
    query: searchParams,
    answer: found,
    run: ({ user, query }) => search({ userId: user.id, ...query }),
  })

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: find(),
  POST: find(),
})
