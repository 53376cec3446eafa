import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { open } from '@/lib/seal'

const takenRow = z.object({ keyId: z.string(), sealed: z.instanceof(Uint8Array), preview: z.string() })

/** Gives the secret of the granted key to its owner, once. Afterwards it can be revealed on the keys page only. */
export async function takeKey({ userId, by, id }: { userId: number; by: Actor; id: string }): Promise<string> {
  return transaction(async (tx) => {
    const [row] = await rowsOf(
      tx,
      takenRow,
      `update applications a set fetched_at = now() from api_keys k
       where a.id = $1 and a.user_id = $2 and a.state = 'approved' and a.fetched_at is null and k.id = a.key_id and k.deleted_at is null
         and k.sealed is not null
       returning k.id as "keyId", k.sealed, k.preview`,
      [id, userId],
    )
    if (!row) throw fail('not_found')
    await audit(tx, { actor: by, action: 'key.reveal', subject: `key:${row.keyId}`, after: { preview: row.preview, application: id } })
    return open('api-key', row.keyId, row.sealed)
  })
}
