import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import type { CodeAccount } from '../names'
import { codeHash, codePreview, newCode } from './code-text'
import { type BatchRow, batchColumns, batchRow } from './list-code-batches'

export interface NewCodeBatch {
  actor: Actor
  name: string
  amountNanos: bigint
  account: CodeAccount
  count: number
  /** How many users may redeem each code. A user may do so once. */
  uses: number
  expiresAt: Date | null
  /** How long what a code grants lasts; null: for ever. */
  grantDays?: number | null
}

/** Creates a batch of redemption codes. Only this answer contains their text; the database keeps hashes. */
export async function createCodes({
  actor,
  name,
  amountNanos,
  account,
  count,
  uses,
  expiresAt,
  grantDays = null,
}: NewCodeBatch): Promise<{ batch: BatchRow; codes: string[] }> {
  const id = newId('batch')
  const codes = Array.from({ length: count }, newCode)
  return transaction(async (tx) => {
    await run(
      tx,
      'insert into code_batches (id, name, amount, account, count, uses, expires_at, grant_days, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)',
      [id, name, amountNanos, account, count, uses, expiresAt, grantDays, actor.id],
    )
    await run(
      tx,
      'insert into codes (id, batch_id, hash, preview) select q.id, $1, q.hash, q.preview from unnest($2::text[], $3::bytea[], $4::text[]) q(id, hash, preview)',
      [id, codes.map(() => newId('code')), codes.map(codeHash), codes.map(codePreview)],
    )
    const [batch] = await rowsOf(tx, batchRow, `select ${batchColumns} from code_batches b where b.id = $1`, [id])
    if (!batch) throw fail('internal', { cause: 'a batch of codes was not written' })
    await audit(tx, {
      actor,
      action: 'codes.create',
      subject: `batch:${id}`,
      after: { name, amount: amountNanos, account, count, uses, expiresAt, grantDays },
    })
    return { batch, codes }
  })
}
