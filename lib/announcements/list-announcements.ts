import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import type { Locale } from '@/lib/locales'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import { countUnread } from './count-unread'
import type { AnnouncementsAnswer } from './schema'
import { type Addressee, addresseeValues, announcementColumns, announcementRow, announcementView, visibleSql } from './visible'

const place = z.tuple([z.enum(['true', 'false']), z.iso.datetime(), z.string()])

interface Asked extends Paging {
  reader: Addressee | undefined
  locale: Locale
}

/** Lists what the reader may see now, the pinned ones first, then the newest. */
export async function listAnnouncements({ reader, locale, cursor, limit }: Asked): Promise<AnnouncementsAnswer> {
  const after = readCursor(cursor, place) ?? [null, null, null]
  const [rows, unread] = await Promise.all([
    rowsOf(
      pool(),
      announcementRow,
      `select ${announcementColumns} from announcements a
       where ${visibleSql} and ($4::boolean is null or (a.pinned, a.publish_at, a.id collate "C") < ($4, $5::timestamptz, $6))
       order by a.pinned desc, a.publish_at desc, a.id collate "C" desc limit $7`,
      [...addresseeValues(reader), ...after, limit + 1],
    ),
    reader ? countUnread(reader) : 0,
  ])
  const { page, nextCursor } = pageOf(rows, limit, (row) => [String(row.pinned), row.publish_at.toISOString(), row.id])
  return { announcements: page.map((row) => announcementView(row, locale)), unread, nextCursor }
}
