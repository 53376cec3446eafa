import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import type { CodeUses } from '../schema'

const useRow = z.object({ code_id: z.string(), user_id: z.int(), username: z.string(), preview: z.string(), time: z.date() })
const place = z.tuple([z.iso.datetime(), z.string(), z.int()])

/** Lists who redeemed codes of a batch, the newest first. */
export async function listCodeUses({ batchId, cursor, limit }: Paging & { batchId: string }): Promise<CodeUses> {
  const after = readCursor(cursor, place) ?? [null, null, null]
  const rows = await rowsOf(
    pool(),
    useRow,
    `select s.code_id, s.user_id, u.username, c.preview, s.time
     from codes c join code_uses s on s.code_id = c.id join users u on u.id = s.user_id
     where c.batch_id = $1 and ($2::timestamptz is null or (s.time, s.code_id collate "C", s.user_id) < ($2, $3, $4::int))
     order by s.time desc, s.code_id collate "C" desc, s.user_id desc limit $5`,
    [batchId, ...after, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.time.toISOString(), row.code_id, row.user_id])
  const uses = page.map(({ user_id: id, username, preview, time }) => ({ user: { id, username }, preview, time: time.toISOString() }))
  return { uses, nextCursor }
}
