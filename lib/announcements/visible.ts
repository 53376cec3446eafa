import 'server-only'
import * as z from 'zod'
import type { Locale } from '@/lib/locales'
import { announcementLevels } from './names'
import type { AnnouncementView } from './schema'

/** Who reads: a user, or a visitor, who belongs to no group. */
export interface Addressee {
  id: number
  group: string
  createdAt: Date
}

/** The first parameters of a statement that names `visibleSql` or `unreadSql`. */
export const addresseeValues = (reader: Addressee | undefined) => [reader?.id ?? null, reader?.group ?? null, reader?.createdAt ?? null]

/** Whether the reader ($2 is the group) sees the announcement `a` now. */
export const visibleSql = `a.publish_at <= now() and (a.expires_at is null or a.expires_at > now()) and (a.groups = '{}' or $2::text = any(a.groups))`

/** Whether the reader has yet to read it. What was said before somebody came, and is not pinned, is no news to them. */
export const unreadSql = `($1::int is not null and (a.pinned or a.publish_at > $3::timestamptz)
  and not exists (select from announcement_reads r where r.announcement_id = a.id and r.user_id = $1))`

export const announcementRow = z.object({
  id: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  body_zh: z.string(),
  body_en: z.string(),
  level: z.enum(announcementLevels),
  pinned: z.boolean(),
  publish_at: z.date(),
  expires_at: z.date().nullable(),
  unread: z.boolean(),
})
export const announcementColumns = `a.id, a.title_zh, a.title_en, a.body_zh, a.body_en, a.level, a.pinned, a.publish_at, a.expires_at, ${unreadSql} as unread`

/** The text in the reader's language. What is missing in English is read in Chinese. */
export const inLanguage = (locale: Locale, zh: string, en: string): string => (locale === 'en' && en !== '' ? en : zh)

export const announcementView = (row: z.infer<typeof announcementRow>, locale: Locale): AnnouncementView => ({
  id: row.id,
  title: inLanguage(locale, row.title_zh, row.title_en),
  content: inLanguage(locale, row.body_zh, row.body_en),
  level: row.level,
  pinned: row.pinned,
  published_at: row.publish_at.toISOString(),
  expires_at: row.expires_at?.toISOString() ?? null,
  unread: row.unread,
})
