import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { open } from '@/lib/seal'

const sealedRow = z.object({ sealed: z.instanceof(Uint8Array).nullable(), preview: z.string() })

/** Returns the secret again. It is audited before it is shown; the caller has checked that the owner asks. */
export async function revealKey({ userId, by, id }: { userId: number; by: Actor; id: string }): Promise<string> {
  return transaction(async (tx) => {
    const [row] = await rowsOf(
      tx,
      sealedRow,
      'select sealed, preview from api_keys where id = $1 and user_id = $2 and deleted_at is null',
      [id, userId],
    )
    if (!row) throw fail('not_found')
    if (!row.sealed) throw fail('not_found', { message: 'The secret of this key was not kept. Create a new key.' })
    await audit(tx, { actor: by, action: 'key.reveal', subject: `key:${id}`, after: { preview: row.preview } })
    return open('api-key', id, row.sealed)
  })
}
