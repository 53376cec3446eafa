import 'server-only'
import * as z from 'zod'
import { containing } from '@/lib/db/containing'
import { fail } from '@/lib/errors'
import { pageOf, readCursor } from '@/lib/paging'
import { letterOf } from './letter'
import { type MailRow, mailById, mailRows, maskedSecrets } from './mail-row'
import { renderLetter } from './render'
import type { MailDetail, MailLine, MailsAnswer, mailsParams } from './schema'

const place = z.tuple([z.string()])

/** The outbox, newest first. */
export async function listMails({ cursor, limit, state, search }: z.output<typeof mailsParams>): Promise<MailsAnswer> {
  const after = readCursor(cursor, place)
  const rows = await mailRows(
    `where ($1::text is null or m.state = $1) and ($2::text is null or m.recipient ilike $2)
       and ($3::text is null or m.id < $3 collate "C") order by m.id collate "C" desc limit $4`,
    [state ?? null, search ? containing(search) : null, after?.[0] ?? null, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.id])
  return { mails: page.map(lineOf), nextCursor }
}

const lineOf = (row: MailRow): MailLine => ({
  id: row.id,
  to: row.recipient,
  user: row.user_id === null ? null : { id: row.user_id, username: row.username ?? `#${row.user_id}` },
  locale: row.locale,
  event: row.event,
  subject: letterOf(row, maskedSecrets(row)).subject,
  state: row.state,
  tries: row.tries,
  error: row.error,
  createdAt: row.created_at.toISOString(),
  sentAt: row.sent_at?.toISOString() ?? null,
})

/** One mail as it is sent, but with its secrets masked. */
export async function readMail(id: string): Promise<MailDetail> {
  const row = await mailById(id)
  if (!row) throw fail('not_found')
  const { html, text } = renderLetter(letterOf(row, maskedSecrets(row)))
  return { ...lineOf(row), html, text, resendable: row.secret_names.length === 0 || row.sealed !== null }
}
