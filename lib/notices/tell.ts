import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import type { Values } from '@/lib/i18n/phrase'
import { newId } from '@/lib/ids'
import { enqueue } from '@/lib/jobs/enqueue'
import { defaultLocale, locales } from '@/lib/locales'
import { type MailFact, queueMail } from '@/lib/mail/queue-mail'
import { noticeChoices } from './choices'
import { type EventKind, type EventName, events } from './events'
import { sendWebhookJob } from './send-webhook'

export interface Told {
  userId: number
  event: EventName
  /** For the words of the event, in the bell and in the mail. */
  values?: Values
  /** A path of ours, where the notice and the mail's button lead. */
  href?: string
  /** The same event under the same key tells this user once. */
  key: string
  /** A small table in the mail. */
  facts?: MailFact[]
  /** Like facts, but only the mail has them: sealed until it is sent. */
  secrets?: MailFact[]
  /** Another address than the user's own. */
  to?: string | undefined
}

const userRow = z.object({ email: z.string().nullable(), locale: z.enum(locales).nullable().catch(null), strange: z.int() })

/** So many mails a day go to an address that its user has not proved: it may be a stranger's. */
const mostToStrangers = 20
const userSql = `select email, locale, case when email_verified_at is null
    then (select count(*)::int from mails m where m.recipient = u.email and m.created_at > now() - interval '1 day') else 0 end as strange
  from users u where id = $1`

/** Tells a user something, in the transaction of what happened: in the bell, by mail and at their webhook, as they chose. */
export async function tell(tx: Tx, told: Told): Promise<void> {
  const { userId, event, values = {}, href, key } = told
  const id = newId('notice')
  const made = await run(
    tx,
    `insert into notices (id, user_id, event, key, "values", href) values ($1, $2, $3, $4, $5::jsonb, $6)
     on conflict (user_id, event, key) do nothing`,
    [id, userId, event, key, JSON.stringify(values), href ?? null],
  )
  if (made === 0) return
  const { mail, webhook } = await noticeChoices(userId, tx)
  if (webhook) await enqueue(tx, sendWebhookJob, { noticeId: id }, { key: `webhook ${id}` })
  const { mail: byMail, essential } = events[event] as EventKind
  if (byMail && (mail || essential)) await mailTo(tx, told)
}

async function mailTo(tx: Tx, { userId, event, values = {}, href, key, facts = [], secrets = [], to }: Told): Promise<void> {
  const [user] = await rowsOf(tx, userRow, userSql, [userId])
  const own = user && user.strange < mostToStrangers ? user.email : null
  const address = to ?? own
  if (!address) return
  const locale = user?.locale ?? defaultLocale
  await queueMail(tx, {
    ...{ key: `${event} ${userId} ${key}`, to: address, locale, event: `notices.${event}` },
    ...{ values, facts, secrets, href, userId },
  })
}
