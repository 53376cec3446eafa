import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { keyCache } from './key-cache'

const deletedRow = z.object({ name: z.string(), preview: z.string() })

/** Deletes a key: it stops working and can never be revealed again. Its row stays, because usage records name it. */
export async function deleteKey({ userId, by, id }: { userId: number; by: Actor; id: string }): Promise<void> {
  await transaction(async (tx) => {
    const [before] = await rowsOf(
      tx,
      deletedRow,
      `update api_keys set deleted_at = now(), enabled = false, sealed = null
       where id = $1 and user_id = $2 and deleted_at is null returning name, preview`,
      [id, userId],
    )
    if (!before) throw fail('not_found')
    await audit(tx, { actor: by, action: 'key.delete', subject: `key:${id}`, before })
    await bump(tx, 'keys', id)
  })
  keyCache().forget(id)
}
