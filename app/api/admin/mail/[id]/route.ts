import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { readMail } from '@/lib/mail/list-mails'
import { mailDetail, mailId } from '@/lib/mail/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'One mail as it is sent, with its secrets masked',
    who: 'operator',
    params: mailId,
    answer: mailDetail,
    run: ({ params: { id } }) => readMail(id),
  }),
})
