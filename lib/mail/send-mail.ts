import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { hopeless, jobKind, type Run } from '@/lib/jobs/job-kind'
import { letterOf } from './letter'
import { type MailRow, mailById, openSecrets } from './mail-row'
import { renderLetter } from './render'
import { mailMessageId, sender, transport } from './transport'

export const sendMailJob = jobKind('mail.send', z.strictObject({ mailId: z.string() }))

const longestError = 500

/** Sends a mail of the outbox, unless that has happened. */
export async function sendMail({ mailId }: z.output<typeof sendMailJob.input>, { last }: Pick<Run, 'last'>): Promise<void> {
  const mail = await mailById(mailId)
  if (!mail || mail.state === 'sent') return
  const server = transport()
  if (!server) return noteEnd(mail, 'kept', null)
  try {
    await server.sendMail({
      from: sender(),
      to: { name: '', address: mail.recipient },
      messageId: mailMessageId(mail.id),
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...renderLetter(letterOf(mail, openSecrets(mail))),
    })
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown))
    const forGood = refusedForGood(error)
    await noteEnd(mail, forGood || last ? 'failed' : 'waiting', error.message.slice(0, longestError))
    throw forGood ? hopeless(error) : error
  }
  await run(pool(), "update mails set state = 'sent', sent_at = now(), tries = tries + 1, error = null, sealed = null where id = $1", [
    mail.id,
  ])
}

const noteEnd = async ({ id }: MailRow, state: string, error: string | null): Promise<void> => {
  await run(pool(), 'update mails set state = $2, tries = tries + 1, error = $3 where id = $1', [id, state, error])
}

/** The server answered 5xx to the address or the mail itself. A refused sign-in (535) is the operator's to mend, so it is tried again. */
function refusedForGood(error: Error): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number }
  return responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
}
