import 'server-only'
import * as z from 'zod'
import { bump } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import type { Role } from './roles'
import { emailKey, usernameKey } from './username'

export interface NewUser {
  username: string
  email?: string | null | undefined
  passwordHash: string
  role?: Role
  locale?: string | null
}

const taken = (names: { username?: boolean; email?: boolean }) =>
  fail(names.username ? 'username_taken' : 'email_taken', {
    fields: { ...(names.username && { username: 'username_taken' }), ...(names.email && { email: 'email_taken' }) },
  })

const takenRow = z.object({ username: z.boolean(), email: z.boolean() })

/** Refuses names that are taken before any work is done for them. The unique indexes decide races later. */
export async function checkFree({ username, email }: Pick<NewUser, 'username' | 'email'>): Promise<void> {
  const [found] = await rowsOf(
    pool(),
    takenRow,
    `select exists (select 1 from users where username_key = $1) as username, exists (select 1 from users where email_key = $2) as email`,
    [usernameKey(username), email ? emailKey(email) : null],
  )
  if (found?.username || found?.email) throw taken(found)
}

const madeRow = z.object({ id: z.int(), wallet_id: z.int() })

/** Inserts the user and a wallet, inside the caller's transaction. Throws `username_taken` or `email_taken`. */
export async function createUser(tx: Tx, user: NewUser): Promise<{ id: number; walletId: number }> {
  const { username, email, passwordHash, role = 'user', locale = null } = user
  try {
    const [row] = await rowsOf(
      tx,
      madeRow,
      `with u as (
         insert into users (username, username_key, email, email_key, password_hash, role, locale) values ($1, $2, $3, $4, $5, $6, $7) returning id)
       insert into wallets (user_id) select id from u returning user_id as id, id as wallet_id`,
      [username, usernameKey(username), email ?? null, email ? emailKey(email) : null, passwordHash, role, locale],
    )
    if (!row) throw fail('internal', { cause: 'the database did not return the new user' })
    await bump(tx, 'users', row.id)
    return { id: row.id, walletId: row.wallet_id }
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === '23505' && constraint === 'users_username_key_key') throw taken({ username: true })
    if (code === '23505' && constraint === 'users_email_key_key') throw taken({ email: true })
    throw error
  }
}
