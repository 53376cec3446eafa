import { listAnnouncements } from '@/lib/announcements/list-announcements'
import { announcementsAnswer, announcementsParams } from '@/lib/announcements/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { localeOf } from '@/lib/http/words'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'Announcements in your language, pinned ones first; those of your group too when signed in',
    who: 'anyone',
    query: announcementsParams,
    answer: announcementsAnswer,
    run: ({ query, user, request }) => listAnnouncements({ ...query, reader: user, locale: localeOf(request.headers) }),
  }),
})
