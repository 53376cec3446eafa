import 'server-only'
import * as z from 'zod'
import { bump } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { fail } from '@/lib/errors'
import type { MeChange } from './schema'
import { emailKey } from './username'
import { refreshUser } from './users'

const mostPreferences = 100

const preferencesRow = z.object({ preferences: z.record(z.string(), z.unknown()) })

export async function preferencesOf(userId: number): Promise<Record<string, unknown>> {
  const [row] = await rowsOf(pool(), preferencesRow, 'select preferences from users where id = $1', [userId])
  return row?.preferences ?? {}
}

const countRow = z.object({ count: z.int() })

/** Changes a user's own profile. Members that are not given stay. */
export async function changeMe(userId: number, { email, locale, theme, preferences }: MeChange): Promise<void> {
  const merged = { ...preferences, ...(theme && { theme }) }
  const given = Object.keys(merged).length > 0 ? JSON.stringify(merged) : null
  await transaction(async (tx) => {
    const [row] = await rowsOf(
      tx,
      countRow,
      `update users set email = case when $2 then $3 else email end, email_key = case when $2 then $4 else email_key end,
         locale = case when $5 then $6 else locale end, preferences = jsonb_strip_nulls(preferences || coalesce($7::jsonb, '{}'))
       where id = $1 returning (select count(*)::int from jsonb_object_keys(preferences)) as count`,
      [userId, email !== undefined, email ?? null, email ? emailKey(email) : null, locale !== undefined, locale ?? null, given],
    )
    if ((row?.count ?? 0) > mostPreferences) throw fail('invalid_request', { fields: { preferences: 'invalid' } })
    await bump(tx, 'users', userId)
  }).catch((error: { code?: string; constraint?: string }) => {
    if (error.code === '23505' && error.constraint === 'users_email_key_key')
      throw fail('email_taken', { fields: { email: 'email_taken' } })
    throw error
  })
  await refreshUser(userId)
}
