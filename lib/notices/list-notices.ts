import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import type { Locale } from '@/lib/locales'
import { pageOf, readCursor } from '@/lib/paging'
import type { NoticeLine, NoticesAnswer, noticesParams } from './schema'
import { noticeWords } from './words'

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

const lineOf = ({ id, event, values, href, created_at, read }: z.infer<typeof noticeRow>, locale: Locale): NoticeLine => ({
  ...{ id, event, href, createdAt: created_at.toISOString(), read },
  ...noticeWords(locale, event, values),
})

const countRow = z.object({ unread: z.int() })

export async function unreadNotices(userId: number): Promise<number> {
  const sql = 'select count(*)::int as unread from notices where user_id = $1 and read_at is null'
  return (await rowsOf(pool(), countRow, sql, [userId]))[0]?.unread ?? 0
}
