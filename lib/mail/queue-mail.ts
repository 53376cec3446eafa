import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import type { Values } from '@/lib/i18n/phrase'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import type { Locale } from '@/lib/locales'
import { seal } from '@/lib/seal'
import { email } from '@/lib/users/username'
import { sendMailJob } from './send-mail'

/** A line of the small table in a mail. `name` is a key of `notices.facts` in the messages. */
export interface MailFact {
  name: string
  value: string
}

export interface NewMail {
  /** The same key makes one mail. */
  key: string
  to: string
  locale: Locale
  /** The place of its words in the messages: `<event>.title`, `.body` and, for the button, `.action`. */
  event: string
  values?: Values
  facts?: MailFact[]
  /** Like facts, but sealed, and erased once the mail is sent. */
  secrets?: MailFact[]
  /** A path of ours, for the button. */
  href?: string | undefined
  /** Such a path that is a secret itself. */
  secretHref?: string
  userId?: number
}

const idRow = z.object({ id: z.string() })
const ownPath = /^\/(?!\/)[^\s\\]*$/

/** Puts a mail into the outbox, in the caller's transaction. Nothing happens when its key is there already. */
export async function queueMail(tx: Tx, mail: NewMail): Promise<void> {
  const to = addressee(mail.to)
  const { href, secretHref, secrets = [] } = mail
  for (const path of [href, secretHref])
    if (path !== undefined && !ownPath.test(path)) throw fail('internal', { cause: 'the link of a mail is no path of ours' })
  const id = newId('mail')
  const sealed = secrets.length > 0 || secretHref ? seal('mail', id, JSON.stringify({ secrets, href: secretHref })) : null
  const state = env().SMTP_URL === undefined ? 'kept' : 'waiting'
  const [made] = await rowsOf(
    tx,
    idRow,
    `insert into mails (id, key, user_id, recipient, locale, event, "values", facts, href, secret_names, sealed, state)
     values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9, $10, $11, $12) on conflict (key) do nothing returning id`,
    [
      id,
      mail.key,
      mail.userId ?? null,
      to,
      mail.locale,
      mail.event,
      JSON.stringify(mail.values ?? {}),
      JSON.stringify(mail.facts ?? []),
      href ?? null,
      [...secrets.map(({ name }) => name), ...(secretHref ? ['link'] : [])],
      sealed,
      state,
    ],
  )
  if (made && state === 'waiting') await enqueue(tx, sendMailJob, { mailId: id }, { key: `mail ${id}` })
}

/** Refuses whatever is not one plain address, above all line breaks, with which a header could be added. */
function addressee(to: string): string {
  const read = /[\r\n]/.test(to) ? undefined : email.safeParse(to)
  if (!read?.success) throw fail('internal', { cause: 'the recipient of a mail is no e-mail address' })
  return read.data
}
