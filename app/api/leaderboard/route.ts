import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { boardFor } from '@/lib/leaderboard/board-for'
import { board, boardParams } from '@/lib/leaderboard/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Who uses most, among those who chose to appear; the models that are used most; and my own rank',
    who: 'user',
    query: boardParams,
    answer: board,
    run: ({ user, query }) => boardFor(user, query),
  }),
})
