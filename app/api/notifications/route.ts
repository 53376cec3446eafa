import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { localeOf } from '@/lib/http/words'
import { listNotices } from '@/lib/notices/list-notices'
import { noticesPage, noticesParams } from '@/lib/notices/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'What I was told, newest first',
    who: 'user',
    query: noticesParams,
    answer: noticesPage,
    run: ({ user, query, request }) => listNotices({ userId: user.id, locale: localeOf(request.headers), query }),
  }),
})
