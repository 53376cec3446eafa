import 'server-only'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import type { Locale } from '@/lib/locales'
import type { Banner } from './schema'
import { type Addressee, addresseeValues, announcementColumns, announcementRow, announcementView, unreadSql, visibleSql } from './visible'

/** The announcement that stands above the reader's pages: the most urgent, else the newest one that is pinned or important, until it is read. */
export async function bannerFor(reader: Addressee, locale: Locale): Promise<Banner | null> {
  const [row] = await rowsOf(
    pool(),
    announcementRow,
    `select ${announcementColumns} from announcements a where ${visibleSql} and ${unreadSql} and (a.pinned or a.level <> 'info')
     order by a.level = 'urgent' desc, a.level = 'important' desc, a.publish_at desc, a.id collate "C" desc limit 1`,
    addresseeValues(reader),
  )
  if (!row) return null
  const { id, title, level } = announcementView(row, locale)
  return { id, title, level }
}
