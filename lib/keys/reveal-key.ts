import 'server-only'
import { type Actor, audit } from '@/lib/audit/audit'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { open } from '@/lib/seal'
import { settings } from '@/lib/settings/settings'

/** Whether the person must give the password again before a secret is shown. */
export const needsPassword = (signedInAt: Date | null, now = Date.now()): boolean =>
  signedInAt === null || now - signedInAt.getTime() > settings().freshSessionHours * 3_600_000

/** The secret once more. Audited before it is shown; the caller has made sure that it is the person who asks. */
export async function revealKey({ userId, by, id }: { userId: number; by: Actor; id: string }): Promise<string> {
  return transaction(async (client) => {
    const { rows } = await client.query<{ sealed: Buffer | null; preview: string }>(
      'select sealed, preview from api_keys where id = $1 and user_id = $2 and deleted_at is null',
      [id, userId],
    )
    const [row] = rows
    if (!row) throw fail('not_found')
    if (!row.sealed) throw fail('not_found', { message: 'The secret of this key was not kept. Create a new key.' })
    await audit(client, { actor: by, action: 'key.reveal', subject: `key:${id}`, after: { preview: row.preview } })
    return open('api-key', id, row.sealed)
  })
}
