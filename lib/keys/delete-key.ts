import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { keyCache } from './key-cache'

/** The key stops working and can never be revealed again; its row stays, since usage records name it. */
export async function deleteKey({ userId, by, id }: { userId: number; by: Actor; id: string }): Promise<void> {
  await transaction(async (client) => {
    const { rows } = await client.query<{ name: string; preview: string }>(
      `update api_keys set deleted_at = now(), enabled = false, sealed = null
       where id = $1 and user_id = $2 and deleted_at is null returning name, preview`,
      [id, userId],
    )
    const [before] = rows
    if (!before) throw fail('not_found')
    await audit(client, { actor: by, action: 'key.delete', subject: `key:${id}`, before })
    await bump(client, 'keys', id)
  })
  keyCache().forget(id)
}
