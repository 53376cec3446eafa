import { announcementFeed } from '@/lib/announcements/feed'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { localeOf } from '@/lib/http/words'

export const dynamic = 'force-dynamic'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    who: 'anyone',
    run: async ({ request }) =>
      new Response(await announcementFeed(localeOf(request.headers)), {
        headers: { 'content-type': 'application/rss+xml; charset=utf-8', vary: 'accept-language' },
      }),
  }),
})
