import 'server-only'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { type Actor, audit } from '@/lib/audit/audit'
import { bump } from '@/lib/db/notify'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import { lockSubject, type Subject } from './lock-subject'
import type { Role } from './roles'
import type { UserChange } from './schema'
import { changedLimits, limitsOfUser, writeLimits } from './user-limits'
import { refreshUser } from './users'

export interface ChangeUser {
  id: number
  change: UserChange
  actor: Actor & { id: number; role: Role }
}

const othersRow = z.object({ others: z.int() })

async function checkChange(tx: Tx, before: Subject, { change, actor }: ChangeUser): Promise<void> {
  const { role = before.role, enabled = before.enabled, group = before.group } = change
  if (role !== before.role && actor.role !== 'owner') throw fail('forbidden', { fields: { role: 'forbidden' } })
  if (actor.id === before.id && (role !== before.role || enabled !== before.enabled)) throw fail('own_role')
  if (before.role === 'owner' && before.enabled && (role !== 'owner' || !enabled)) {
    const [row] = await rowsOf(tx, othersRow, "select count(*)::int as others from users where role = 'owner' and enabled and id <> $1", [
      before.id,
    ])
    if (!row?.others) throw fail('last_owner')
  }
  if (group !== before.group) {
    const found = await run(tx, 'select 1 from groups where name = $1 and archived_at is null for share', [group])
    if (found === 0) throw fail('invalid_request', { fields: { group: 'group_unknown' } })
  }
}

/**
 * Changes group, role, limits, models and whether the user is enabled. Disabling ends the user's sessions. `whenDisabled` runs in the same
 * transaction.
 */
export async function changeUser(wanted: ChangeUser, whenDisabled: (tx: Tx, userId: number) => Promise<void>): Promise<void> {
  const { id, change, actor } = wanted
  await transaction(async (tx) => {
    const before = await lockSubject(tx, id, actor.role)
    await checkChange(tx, before, wanted)
    const { group = before.group, role = before.role, enabled = before.enabled } = change
    const limitsBefore = await limitsOfUser(tx, id)
    const limits = await changedLimits(tx, limitsBefore, change)
    const sameLimits = isDeepStrictEqual(limits, limitsBefore)
    if (group === before.group && role === before.role && enabled === before.enabled && sameLimits) return
    await run(tx, 'update users set group_name = $2, role = $3, enabled = $4 where id = $1', [id, group, role, enabled])
    if (!sameLimits) await writeLimits(tx, id, limits)
    if (before.enabled && !enabled) await whenDisabled(tx, id)
    await bump(tx, 'users', id)
    await audit(tx, {
      actor,
      action: 'user.change',
      subject: `user:${id}`,
      before: { group: before.group, role: before.role, enabled: before.enabled, ...(!sameLimits && limitsBefore) },
      after: { group, role, enabled, ...(!sameLimits && limits) },
    })
  })
  await refreshUser(id)
}
