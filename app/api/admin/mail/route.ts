import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { listMails } from '@/lib/mail/list-mails'
import { mailsPage, mailsParams } from '@/lib/mail/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  GET: route({
    summary: 'The outbox, newest first',
    who: 'operator',
    query: mailsParams,
    answer: mailsPage,
    run: ({ query }) => listMails(query),
  }),
})
