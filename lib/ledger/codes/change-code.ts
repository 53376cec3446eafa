import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { type CodeRow, codeRow } from './list-code-batches'

const enabledRow = z.object({ enabled: z.boolean() })

interface Change {
  actor: Actor
  batchId: string
  codeId: string
  enabled: boolean
}

/** Switches one code off or on. What has been redeemed stays. */
export async function changeCode({ actor, batchId, codeId, enabled }: Change): Promise<CodeRow> {
  return transaction(async (tx) => {
    const which = [codeId, batchId]
    const [before] = await rowsOf(tx, enabledRow, 'select enabled from codes where id = $1 and batch_id = $2 for update', which)
    if (!before) throw fail('not_found')
    await run(tx, 'update codes set enabled = $2 where id = $1', [codeId, enabled])
    const [code] = await rowsOf(tx, codeRow, 'select id, preview, used, enabled from codes where id = $1', [codeId])
    if (!code) throw fail('not_found')
    await audit(tx, {
      actor,
      action: 'codes.change_code',
      subject: `batch:${batchId}`,
      before: { code: codeId, ...before },
      after: { code: codeId, enabled },
    })
    return code
  })
}
