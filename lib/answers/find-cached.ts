import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { open } from '@/lib/seal'
import { type CachedAnswer, cachedAnswer } from './cached-answer'

// By the database's clock, in whole seconds. The rule of now counts, also where the answer was kept under a longer one.
const sql = `
select answer, greatest(0, floor(extract(epoch from now() - created_at)))::int as age from cached_answers
where name = $1 and expires_at > now() and created_at > now() - make_interval(secs => $2)`

const cachedRow = z.object({ answer: z.instanceof(Buffer), age: z.int() })

/** Reads the answer of that name and how many seconds ago it was kept; undefined when there is none that is young enough. */
export async function findCached(name: Uint8Array, ttlSeconds: number): Promise<{ kept: CachedAnswer; age: number } | undefined> {
  const [row] = await rowsOf(pool(), cachedRow, sql, [name, ttlSeconds])
  if (!row) return undefined
  const kept = cachedAnswer.parse(JSON.parse(open('cached-answer', Buffer.from(name).toString('hex'), row.answer)))
  return { kept, age: row.age }
}
