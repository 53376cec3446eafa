import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { enqueue } from '@/lib/jobs/enqueue'
import { sendMailJob } from './send-mail'

const mailRow = z.object({ whole: z.boolean() })
const mailSql = "select sealed is not null or secret_names = '{}' as whole from mails where id = $1 for update"
const jobSql = "select from jobs where kind = $2 and input ->> 'mailId' = $1 and state in ('waiting', 'running')"

/** Sends a mail of the outbox again. One whose secrets are erased cannot be. */
export const resendMail = ({ id, actor }: { id: string; actor: Actor }): Promise<undefined> =>
  transaction(async (tx) => {
    if (env().SMTP_URL === undefined) throw fail('no_mail_server')
    const [mail] = await rowsOf(tx, mailRow, mailSql, [id])
    if (!mail) throw fail('not_found')
    if (!mail.whole) throw fail('mail_secrets_gone')
    // It is asked once the mail is locked, so that several who press at once send it once.
    if ((await run(tx, jobSql, [id, sendMailJob.name])) > 0) throw fail('conflict')
    await run(tx, "update mails set state = 'waiting', error = null where id = $1", [id])
    await enqueue(tx, sendMailJob, { mailId: id })
    await audit(tx, { actor, action: 'outbox.resend', subject: `mail:${id}` })
    return undefined
  })
