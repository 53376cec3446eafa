import { readAnnouncements } from '@/lib/announcements/read-announcements'
import { seenAnswer, seenBody } from '@/lib/announcements/schema'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Marks announcements as read, all of them without ids',
    who: 'user',
    body: seenBody,
    answer: seenAnswer,
    run: async ({ user, body: { ids } }) => ({ unread: await readAnnouncements(user, ids) }),
  }),
})
