import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'

const stoppedRow = z.object({ preview: z.string() })

/** Stops a key for good, inside the transaction of the decision. Its callers are told the reason; a key that was deleted is left alone. */
export async function stopKey(tx: Tx, { id, reason, by }: { id: string; reason: string; by: Actor }): Promise<void> {
  const [row] = await rowsOf(
    tx,
    stoppedRow,
    `update api_keys set enabled = false, stopped_reason = $2 where id = $1 and deleted_at is null and stopped_reason is null returning preview`,
    [id, reason],
  )
  if (!row) return
  await audit(tx, { actor: by, action: 'key.stop', subject: `key:${id}`, after: { reason, preview: row.preview } })
  await bump(tx, 'keys', id)
}
