import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { open } from '@/lib/seal'
import { checkChoices, type KeyOwner } from './check-key'
import { draftKeys } from './create-keys'
import { insertKeys } from './insert-keys'

interface Allowance {
  models: string[] | null
  rpm: number
  tpm: number
  weeklyTokens: number
  expiresAt: Date
}
interface Given {
  owner: KeyOwner
  by: Actor
  applicationId: string
  allowance: Allowance
}
export interface GrantedKey {
  id: string
  secret: string
}

/** Makes a key with an allowance that its owner cannot widen, inside the transaction that grants it. */
export async function grantKey(tx: Tx, { owner, by, name, applicationId, allowance }: Given & { name: string }): Promise<GrantedKey> {
  const { models, expiresAt, ...rateLimit } = allowance
  const keys = draftKeys(owner, { name, models, expiresAt: expiresAt.toISOString(), rateLimit }, applicationId)
  const [key] = keys
  if (!key) throw fail('internal', { cause: 'no key was drafted' })
  await insertKeys(tx, { userId: owner.id, by, keys })
  return { id: key.id, secret: key.secret }
}

const raisedRow = z.object({ preview: z.string(), sealed: z.instanceof(Uint8Array).nullable() })

/** Gives a key that was granted before another allowance. Throws `key_gone` when it was deleted or stopped meanwhile. */
export async function raiseKey(tx: Tx, { owner, by, id, applicationId, allowance }: Given & { id: string }): Promise<GrantedKey> {
  const { models } = checkChoices(owner, { models: allowance.models, group: null })
  const [row] = await rowsOf(
    tx,
    raisedRow,
    `update api_keys set rpm = $3, tpm = $4, weekly_tokens = $5, models = $6::jsonb, expires_at = $7, application_id = $8, enabled = true
     where id = $1 and user_id = $2 and deleted_at is null and stopped_reason is null and application_id is not null returning preview, sealed`,
    [
      id,
      owner.id,
      allowance.rpm,
      allowance.tpm,
      allowance.weeklyTokens,
      models && JSON.stringify(models),
      allowance.expiresAt,
      applicationId,
    ],
  )
  if (!row) throw fail('key_gone')
  await audit(tx, { actor: by, action: 'key.raise', subject: `key:${id}`, after: { ...allowance, models, applicationId } })
  await bump(tx, 'keys', id)
  return { id, secret: row.sealed ? open('api-key', id, row.sealed) : row.preview }
}
