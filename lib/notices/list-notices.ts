import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { phrase } from '@/lib/i18n/phrase'
import type { Locale } from '@/lib/locales'
import { pageOf, readCursor } from '@/lib/paging'
import { settings } from '@/lib/settings/settings'
import type { NoticeLine, NoticesAnswer, noticesParams } from './schema'

const noticeRow = z.object({
  id: z.string(),
  event: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  href: z.string().nullable(),
  created_at: z.date(),
  read: z.boolean(),
})

const place = z.tuple([z.iso.datetime(), z.string()])

/** A user's notices, newest first, said in the reader's language. */
export async function listNotices({
  userId,
  locale,
  query,
}: {
  userId: number
  locale: Locale
  query: z.output<typeof noticesParams>
}): Promise<NoticesAnswer> {
  const after = readCursor(query.cursor, place)
  const [rows, unread] = await Promise.all([
    rowsOf(
      pool(),
      noticeRow,
      `select id, event, "values", href, created_at, read_at is not null as read from notices
       where user_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3))
       order by created_at desc, id desc limit $4`,
      [userId, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1],
    ),
    unreadNotices(userId),
  ])
  const { page, nextCursor } = pageOf(rows, query.limit, (row) => [row.created_at.toISOString(), row.id])
  return { notices: page.map((row) => lineOf(row, locale)), unread, nextCursor }
}

function lineOf({ id, event, values, href, created_at, read }: z.infer<typeof noticeRow>, locale: Locale): NoticeLine {
  const words = (part: string) => phrase(locale, `notices.${event}.${part}`, { site: settings().siteName, ...values })
  return { id, event, title: words('title') ?? event, body: words('body') ?? '', href, createdAt: created_at.toISOString(), read }
}

const countRow = z.object({ unread: z.int() })

export async function unreadNotices(userId: number): Promise<number> {
  const sql = 'select count(*)::int as unread from notices where user_id = $1 and read_at is null'
  return (await rowsOf(pool(), countRow, sql, [userId]))[0]?.unread ?? 0
}
