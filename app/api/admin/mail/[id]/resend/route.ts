import { actorOf } from '@/lib/http/actor'
import { route } from '@/lib/http/route'
import { verbs } from '@/lib/http/verbs'
import { resendMail } from '@/lib/mail/resend-mail'
import { mailId } from '@/lib/mail/schema'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = verbs({
  POST: route({
    summary: 'Sends a mail of the outbox again',
    who: 'operator',
    params: mailId,
    refusals: ['no_mail_server', 'mail_secrets_gone', 'conflict'],
    run: ({ params: { id }, caller, request }) => resendMail({ id, actor: actorOf({ caller, request }) }),
  }),
})
