import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { type Paging, pageOf, readCursor } from '@/lib/paging'
import { codeAccounts } from '../names'
import { codeHash } from './code-text'

export const batchRow = z.object({
  id: z.string(),
  name: z.string(),
  amount: z.bigint(),
  account: z.enum(codeAccounts),
  count: z.int(),
  uses: z.int(),
  enabled: z.boolean(),
  expires_at: z.date().nullable(),
  grant_days: z.int().nullable(),
  created_by: z.int().nullable(),
  created_at: z.date(),
  /** How often codes of the batch were redeemed, which is at most count × uses. */
  used: z.int(),
})
export type BatchRow = z.infer<typeof batchRow>
export const batchColumns = `b.id, b.name, b.amount, b.account, b.count, b.uses, b.enabled, b.expires_at, b.grant_days, b.created_by, b.created_at,
  (select coalesce(sum(used), 0)::int from codes where batch_id = b.id) as used`

const place = z.tuple([z.string()])

// A whole code is found by its hash, and the part of it that is shown by itself.
const foundSql = `$3::text is null or strpos(lower(b.name), lower($3)) > 0
  or exists (select from codes c where c.batch_id = b.id and (c.hash = $4 or c.preview = upper($3) or starts_with(c.preview, upper($3))
    or right(c.preview, 5) = upper($3)))`

/** Lists batches, newest first. `search` is a part of a name, a code, or what is shown of one. */
export async function listCodeBatches({
  cursor,
  limit,
  search,
}: Paging & { search?: string | undefined }): Promise<{ batches: BatchRow[]; nextCursor: string | null }> {
  const after = readCursor(cursor, place)
  const rows = await rowsOf(
    pool(),
    batchRow,
    `select ${batchColumns} from code_batches b where ($1::text is null or b.id < $1 collate "C") and (${foundSql}) order by b.id collate "C" desc limit $2`,
    [after?.[0] ?? null, limit + 1, search || null, search ? codeHash(search) : null],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.id])
  return { batches: page, nextCursor }
}

export const codeRow = z.object({
  id: z.string(),
  preview: z.string(),
  used: z.int(),
  enabled: z.boolean(),
})
export type CodeRow = z.infer<typeof codeRow>

/** Reads one batch with its codes, as previews. */
export async function readCodeBatch(id: string): Promise<{ batch: BatchRow; codes: CodeRow[] }> {
  const [batch] = await rowsOf(pool(), batchRow, `select ${batchColumns} from code_batches b where b.id = $1`, [id])
  if (!batch) throw fail('not_found')
  const codes = await rowsOf(pool(), codeRow, 'select id, preview, used, enabled from codes where batch_id = $1 order by id collate "C"', [
    id,
  ])
  return { batch, codes }
}
