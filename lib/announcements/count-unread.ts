import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { type Addressee, addresseeValues, unreadSql, visibleSql } from './visible'

const countRow = z.object({ count: z.int() })

export async function countUnread(reader: Addressee): Promise<number> {
  const sql = `select count(*)::int as count from announcements a where ${visibleSql} and ${unreadSql}`
  const [row] = await rowsOf(pool(), countRow, sql, addresseeValues(reader))
  return row?.count ?? 0
}
