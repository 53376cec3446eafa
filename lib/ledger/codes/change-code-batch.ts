import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { type BatchRow, batchColumns, batchRow } from './list-code-batches'

const enabledRow = z.object({ enabled: z.boolean() })

/** Switches a whole batch off or on. What has been redeemed stays. */
export async function changeCodeBatch({ actor, id, enabled }: { actor: Actor; id: string; enabled: boolean }): Promise<BatchRow> {
  return transaction(async (tx) => {
    const [before] = await rowsOf(tx, enabledRow, 'select enabled from code_batches where id = $1 for update', [id])
    if (!before) throw fail('not_found')
    await run(tx, 'update code_batches set enabled = $2 where id = $1', [id, enabled])
    const [batch] = await rowsOf(tx, batchRow, `select ${batchColumns} from code_batches b where b.id = $1`, [id])
    if (!batch) throw fail('not_found')
    await audit(tx, { actor, action: 'codes.change', subject: `batch:${id}`, before, after: { enabled } })
    return batch
  })
}
