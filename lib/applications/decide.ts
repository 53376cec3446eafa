import 'server-only'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { keyCache } from '@/lib/keys/key-cache'
import { stopKey } from '@/lib/keys/stop-key'
import { mayDecide } from '@/lib/ledger/wallet/may-decide'
import { moveApplication } from './move-application'
import { tellDecision } from './tell-decision'

interface Given {
  id: string
  by: Actor & { id: number }
  text: string
  /** The time of the submission that was looked at. */
  seen?: string | undefined
}

/** Rejects an application; the applicant is told why and may apply again. */
export async function rejectApplication({ id, by, text, seen }: Given): Promise<void> {
  await transaction(async (tx) => {
    const row = await moveApplication(tx, { id, from: ['submitted'], to: 'rejected', by, text, seen })
    await mayDecide(tx, by.id, row.userId)
    await tellDecision(tx, { row, event: 'application_rejected', text })
  })
}

/** Gives an application back to its owner, who may change it and submit it again. */
export async function askForChanges({ id, by, text, seen }: Given): Promise<void> {
  await transaction(async (tx) => {
    const row = await moveApplication(tx, { id, from: ['submitted'], to: 'changes_asked', by, text, seen })
    await tellDecision(tx, { row, event: 'application_changes_asked', text })
  })
}

/**
 * Ends what was granted: the key stops within a second here and within five elsewhere, and its callers are told why. With `barred` the user
 * may not apply again.
 */
export async function revokeApplication({ id, by, text, barred }: Given & { barred: boolean }): Promise<void> {
  const keyId = await transaction(async (tx) => {
    const row = await moveApplication(tx, { id, from: ['approved'], to: 'revoked', by, text })
    await run(tx, 'select from users where id = $1 for update', [row.userId])
    await run(tx, 'update applications set barred = $2 where id = $1', [id, barred])
    if (row.keyId) await stopKey(tx, { id: row.keyId, reason: text, by })
    await tellDecision(tx, { row, event: 'application_revoked', text })
    return row.keyId
  })
  if (keyId) keyCache().forget(keyId)
}

const barSql = "update applications set barred = $2, updated_at = now() where id = $1 and state = 'revoked' returning user_id"
const barredRow = z.object({ user_id: z.int() })

/** Lets a user apply again, or no more, whose allowance was revoked. Nobody lets themselves. */
export async function barApplicant({ id, by, barred }: Omit<Given, 'text'> & { barred: boolean }): Promise<void> {
  await transaction(async (tx) => {
    const [row] = await rowsOf(tx, barredRow, barSql, [id, barred])
    if (!row) throw fail('not_found')
    await mayDecide(tx, by.id, row.user_id)
    await audit(tx, { actor: by, action: 'application.bar', subject: `application:${id}`, after: { barred } })
  })
}
