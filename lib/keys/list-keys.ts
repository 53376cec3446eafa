import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import { keyRow, selectKeys } from './key-row'
import type { ShownKey } from './schema'
import { showKey } from './show-key'

const position = z.tuple([z.iso.datetime(), z.string()])

/** Lists the user's keys, newest first. */
export async function listKeys({
  userId,
  cursor,
  limit,
}: { userId: number } & Paging): Promise<{ keys: ShownKey[]; nextCursor: string | null }> {
  const [time, id] = readCursor(cursor, position) ?? [null, null]
  const rows = await rowsOf(
    pool(),
    keyRow,
    `${selectKeys}
     where k.user_id = $1 and k.deleted_at is null and ($2::timestamptz is null or (k.created_at, k.id) < ($2, $3))
     order by k.created_at desc, k.id desc limit $4`,
    [userId, time, id, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.createdAt.toISOString(), row.id])
  return { keys: page.map(showKey), nextCursor }
}

export async function keyById({ userId, id }: { userId: number; id: string }): Promise<ShownKey> {
  const [row] = await rowsOf(pool(), keyRow, `${selectKeys} where k.id = $1 and k.user_id = $2 and k.deleted_at is null`, [id, userId])
  if (!row) throw fail('not_found')
  return showKey(row)
}
