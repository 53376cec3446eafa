import 'server-only'
import * as z from 'zod'
import type { Actor } from '@/lib/audit/audit'
import { type On, rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { issueFault } from '@/lib/field-fault'
import type { UserRow } from '@/lib/users/users'
import type { ApplicationRow } from './application-row'
import { checkGrantedKey } from './create-application'
import { endOfAllowance } from './defaults'
import { moveApplication } from './move-application'
import { writableStates } from './names'
import { checkModels } from './owner'
import { completeApplication } from './schema'

/** Puts an application before the operators. What it still lacks is refused by the name of the field. */
export async function submitApplication({ user, by, id }: { user: UserRow; by: Actor; id: string }): Promise<void> {
  await transaction(async (tx) => {
    // A revocation that bars the user waits for this row too.
    await run(tx, 'select from users where id = $1 for update', [user.id])
    const row = await moveApplication(tx, { id, userId: user.id, from: writableStates, to: 'submitted', by })
    if (await isBarred(tx, user.id)) throw fail('applications_barred')
    checkComplete(row)
    checkModels(user, row.wanted.models)
    await endOfAllowance(tx, row.wanted.endsOn)
    if (row.forKeyId !== null) await checkGrantedKey(tx, user.id, row.forKeyId)
  })
}

function checkComplete(row: ApplicationRow): void {
  const read = completeApplication.safeParse(row, { error: issueFault })
  if (read.success) return
  throw fail('invalid_request', { fields: Object.fromEntries(read.error.issues.map(({ path, message }) => [path.join('.'), message])) })
}

const barredRow = z.object({ barred: z.boolean() })

/** Whether an allowance of this user was revoked in such a way that there shall be no other. */
export async function isBarred(on: On, userId: number): Promise<boolean> {
  const sql = 'select exists (select from applications where user_id = $1 and barred) as barred'
  const [row] = await rowsOf(on, barredRow, sql, [userId])
  return row?.barred === true
}
