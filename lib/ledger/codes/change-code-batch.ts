import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { query } from '../wallet/transaction-query'
import { type BatchRow, batchColumns } from './list-code-batches'

/** Switches a whole batch off or on again; what has been redeemed stays. */
export async function changeCodeBatch({ actor, id, enabled }: { actor: Actor; id: string; enabled: boolean }): Promise<BatchRow> {
  return transaction(async (client) => {
    const [before] = await query<{ enabled: boolean }>(client, 'select enabled from code_batches where id = $1 for update', [id])
    if (!before) throw fail('not_found')
    await query(client, 'update code_batches set enabled = $2 where id = $1', [id, enabled])
    const [batch] = await query<BatchRow>(client, `select ${batchColumns} from code_batches b where b.id = $1`, [id])
    if (!batch) throw fail('not_found')
    await audit(client, { actor, action: 'codes.change', subject: `batch:${id}`, before, after: { enabled } })
    return batch
  })
}
