import 'server-only'
import type pg from 'pg'
import { fail } from '@/lib/errors'
import { atLeast, type Role } from './roles'

export interface Subject {
  id: number
  username: string
  email: string | null
  role: Role
  group: string
  enabled: boolean
}

/**
 * Locks the user that an operator is about to change. Owners may change anybody. An operator may change only users of a lower role than
 * operators, because one password reset would otherwise make an operator an owner.
 */
export async function lockSubject(on: pg.PoolClient, id: number, actorRole: Role): Promise<Subject> {
  // All owners are locked in one order, so that two owners who step down at once see each other.
  await on.query("select id from users where role = 'owner' or id = $1 order by id for update", [id])
  const { rows } = await on.query<Subject>('select id, username, email, role, group_name as "group", enabled from users where id = $1', [
    id,
  ])
  const [subject] = rows
  if (!subject) throw fail('not_found')
  if (actorRole !== 'owner' && atLeast(subject.role, 'operator')) throw fail('forbidden')
  return subject
}
