import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import { type AnnouncementState, announcementLevels } from './names'
import type { AnnouncementLine, AnnouncementLines } from './schema'

const lineRow = z.object({
  id: z.string(),
  title_zh: z.string(),
  title_en: z.string(),
  body_zh: z.string(),
  body_en: z.string(),
  level: z.enum(announcementLevels),
  pinned: z.boolean(),
  groups: z.array(z.string()),
  publish_at: z.date().nullable(),
  expires_at: z.date().nullable(),
  updated_at: z.date(),
  created_by: z.string().nullable(),
  reads: z.int(),
})
type LineRow = z.infer<typeof lineRow>

const lineSql = `select a.id, a.title_zh, a.title_en, a.body_zh, a.body_en, a.level, a.pinned, a.groups, a.publish_at, a.expires_at, a.updated_at,
    u.username as created_by, (select count(*)::int from announcement_reads r where r.announcement_id = a.id) as reads
  from announcements a left join users u on u.id = a.created_by`

function stateOf({ publish_at, expires_at }: LineRow, now: number): AnnouncementState {
  if (publish_at === null) return 'draft'
  if (expires_at !== null && expires_at.getTime() <= now) return 'ended'
  return publish_at.getTime() > now ? 'scheduled' : 'current'
}

const lineOf = (row: LineRow): AnnouncementLine => ({
  id: row.id,
  titleZh: row.title_zh,
  titleEn: row.title_en,
  bodyZh: row.body_zh,
  bodyEn: row.body_en,
  level: row.level,
  pinned: row.pinned,
  groups: row.groups,
  publishAt: row.publish_at?.toISOString() ?? null,
  expiresAt: row.expires_at?.toISOString() ?? null,
  state: stateOf(row, Date.now()),
  reads: row.reads,
  createdBy: row.created_by,
  updatedAt: row.updated_at.toISOString(),
})

const place = z.tuple([z.string()])

/** Lists every announcement for operators, the last written first. */
export async function listAnnouncementLines({ cursor, limit }: Paging): Promise<AnnouncementLines> {
  const after = readCursor(cursor, place)
  const sql = `${lineSql} where $1::text is null or a.id < $1 collate "C" order by a.id collate "C" desc limit $2`
  const rows = await rowsOf(pool(), lineRow, sql, [after?.[0] ?? null, limit + 1])
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.id])
  return { announcements: page.map(lineOf), nextCursor }
}

/** Reads one of them inside the transaction that changes it. */
export async function lineIn(tx: Tx, id: string): Promise<AnnouncementLine | undefined> {
  const [row] = await rowsOf(tx, lineRow, `${lineSql} where a.id = $1 for update of a`, [id])
  return row && lineOf(row)
}
