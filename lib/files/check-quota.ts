import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { settings } from '@/lib/settings/settings'

const mebibyte = 1024 * 1024
const used = z.object({ bytes: z.string() })

const usedSql = `
  select (
    (select coalesce(sum(bytes), 0) from files where user_id = $1) +
    (select coalesce(sum(p.bytes), 0) from upload_parts p join uploads u on u.id = p.upload_id where u.user_id = $1)
  )::text as bytes`

/** Makes sure that so many bytes still fit into a user's store, where the parts of files count too. @throws `file_quota_reached` */
export async function checkQuota(tx: Tx, userId: number, bytes: number, param: string): Promise<void> {
  // Of several at once, each sees those before it; whatever only refers to the user goes on meanwhile.
  await run(tx, 'select from users where id = $1 for no key update', [userId])
  const [sum] = await rowsOf(tx, used, usedSql, [userId])
  if (Number(sum?.bytes) + bytes > settings().fileQuotaMegabytes * mebibyte) throw fail('file_quota_reached', { param })
}
