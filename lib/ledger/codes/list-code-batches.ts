import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { fail } from '@/lib/errors'
import { type Paging, pageOf, readCursor } from '@/lib/paging'

export interface BatchRow {
  id: string
  name: string
  amount: bigint
  account: 'cash' | 'grant'
  count: number
  uses: number
  enabled: boolean
  expires_at: Date | null
  created_by: number | null
  created_at: Date
  /** Redemptions so far, of count × uses. */
  used: number
}
export const batchColumns = `b.id, b.name, b.amount, b.account, b.count, b.uses, b.enabled, b.expires_at, b.created_by, b.created_at,
  (select coalesce(sum(used), 0)::int from codes where batch_id = b.id) as used`

const place = z.tuple([z.string()])

/** Newest first. */
export async function listCodeBatches({ cursor, limit }: Paging): Promise<{ batches: BatchRow[]; nextCursor: string | null }> {
  const after = readCursor(cursor, place)
  const { rows } = await pool().query<BatchRow>(
    `select ${batchColumns} from code_batches b where $1::text is null or b.id < $1 collate "C" order by b.id collate "C" desc limit $2`,
    [after?.[0] ?? null, limit + 1],
  )
  const { page, nextCursor } = pageOf(rows, limit, (row) => [row.id])
  return { batches: page, nextCursor }
}

export interface CodeRow {
  id: string
  preview: string
  used: number
  enabled: boolean
}

/** One batch with its codes, as previews. */
export async function readCodeBatch(id: string): Promise<{ batch: BatchRow; codes: CodeRow[] }> {
  const { rows } = await pool().query<BatchRow>(`select ${batchColumns} from code_batches b where b.id = $1`, [id])
  const [batch] = rows
  if (!batch) throw fail('not_found')
  const codes = await pool().query<CodeRow>('select id, preview, used, enabled from codes where batch_id = $1 order by id collate "C"', [
    id,
  ])
  return { batch, codes: codes.rows }
}
