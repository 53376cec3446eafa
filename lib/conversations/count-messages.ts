import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'

const countRow = z.object({ id: z.string(), count: z.int() })

/** How many messages each of these conversations has, all branches included. Those without any are not named. */
export async function countMessages(ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await rowsOf(
    pool(),
    countRow,
    'select conversation_id as id, count(*)::int as count from messages where conversation_id = any($1::text[]) group by 1',
    [ids],
  )
  return new Map(rows.map(({ id, count }) => [id, count]))
}
