import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { readNotices } from '@/lib/notices/read-notices'
import { noticesRead, noticesReadBody } from '@/lib/notices/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Marks my notices as read: those named, or all',
    who: 'user',
    body: noticesReadBody,
    answer: noticesRead,
    run: ({ user, body }) => readNotices({ userId: user.id, ids: body.ids }),
  }),
})
