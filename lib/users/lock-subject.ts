import 'server-only'
import * as z from 'zod'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { atLeast, type Role, roles } from './roles'

const subjectRow = z.object({
  id: z.int(),
  username: z.string(),
  email: z.string().nullable(),
  role: z.enum(roles),
  group: z.string(),
  enabled: z.boolean(),
})
export type Subject = z.infer<typeof subjectRow>

/**
 * Locks the user that an operator is about to change. Owners may change anybody. An operator may change only users of a lower role than
 * operators, because one password reset would otherwise make an operator an owner.
 */
export async function lockSubject(tx: Tx, id: number, actorRole: Role): Promise<Subject> {
  // All owners are locked in one order, so that two owners who step down at once see each other.
  await run(tx, "select id from users where role = 'owner' or id = $1 order by id for update", [id])
  const [subject] = await rowsOf(
    tx,
    subjectRow,
    'select id, username, email, role, group_name as "group", enabled from users where id = $1',
    [id],
  )
  if (!subject) throw fail('not_found')
  if (actorRole !== 'owner' && atLeast(subject.role, 'operator')) throw fail('forbidden')
  return subject
}
