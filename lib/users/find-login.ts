import 'server-only'
import { pool } from '@/lib/db/pool'
import { emailKey, usernameKey } from './username'

export interface Login {
  id: number
  passwordHash: string | null
}

/** Finds the user by name or e-mail. User names have no @, so it is always clear which is meant. */
export async function findLogin(name: string): Promise<Login | undefined> {
  const column = name.includes('@') ? 'email_key' : 'username_key'
  const key = name.includes('@') ? emailKey(name) : usernameKey(name.trim())
  const { rows } = await pool().query<{ id: number; password_hash: string | null }>(
    `select id, password_hash from users where ${column} = $1`,
    [key],
  )
  const [row] = rows
  return row && { id: row.id, passwordHash: row.password_hash }
}

export async function passwordHashOf(userId: number): Promise<string | null> {
  const { rows } = await pool().query<{ password_hash: string | null }>('select password_hash from users where id = $1', [userId])
  return rows[0]?.password_hash ?? null
}
