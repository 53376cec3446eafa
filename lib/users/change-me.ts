import 'server-only'
import * as z from 'zod'
import { bump } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import type { MeChange } from './schema'
import { emailKey } from './username'

const mostPreferences = 100

const preferencesRow = z.object({ preferences: z.record(z.string(), z.unknown()) })

export async function preferencesOf(userId: number): Promise<Record<string, unknown>> {
  const [row] = await rowsOf(pool(), preferencesRow, 'select preferences from users where id = $1', [userId])
  return row?.preferences ?? {}
}

/** The address before and after a change. */
export interface ChangedMe {
  before: string | null
  after: string | null
}

const changedRow = z.object({ count: z.int(), before: z.string().nullable(), after: z.string().nullable() })

/** Another address than before has not been verified. */
const changeSql = `
with old as (select id, email, email_key from users where id = $1 for update)
update users u set email = case when $2 then $3 else u.email end, email_key = case when $2 then $4 else u.email_key end,
  email_verified_at = case when $2 and old.email_key is distinct from $4 then null else u.email_verified_at end,
  locale = case when $5 then $6 else u.locale end, preferences = jsonb_strip_nulls(u.preferences || coalesce($7::jsonb, '{}'))
from old where u.id = old.id
returning (select count(*)::int from jsonb_object_keys(u.preferences)) as count, old.email as before, u.email as after`

/** Changes a user's own profile, in the caller's transaction. Members that are not given stay. */
export async function changeMe(tx: Tx, userId: number, { email, locale, theme, preferences }: MeChange): Promise<ChangedMe> {
  const merged = { ...preferences, ...(theme && { theme }) }
  const given = Object.keys(merged).length > 0 ? JSON.stringify(merged) : null
  const values = [userId, email !== undefined, email ?? null, email ? emailKey(email) : null, locale !== undefined, locale ?? null, given]
  const [row] = await rowsOf(tx, changedRow, changeSql, values).catch((error: { code?: string; constraint?: string }) => {
    if (error.code === '23505' && error.constraint === 'users_email_key_key')
      throw fail('email_taken', { fields: { email: 'email_taken' } })
    throw error
  })
  if (!row) throw fail('not_found')
  if (row.count > mostPreferences) throw fail('invalid_request', { fields: { preferences: 'invalid' } })
  await bump(tx, 'users', userId)
  return { before: row.before, after: row.after }
}
