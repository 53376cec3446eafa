import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { rowsOf } from '@/lib/db/rows'
import { emailKey, usernameKey } from './username'

export interface Login {
  id: number
  passwordHash: string | null
}

const loginRow = z.object({ id: z.int(), password_hash: z.string().nullable() })

/** Finds the user by name or e-mail. User names have no @, so it is always clear which is meant. */
export async function findLogin(name: string): Promise<Login | undefined> {
  const column = name.includes('@') ? 'email_key' : 'username_key'
  const key = name.includes('@') ? emailKey(name) : usernameKey(name.trim())
  const [row] = await rowsOf(pool(), loginRow, `select id, password_hash from users where ${column} = $1`, [key])
  return row && { id: row.id, passwordHash: row.password_hash }
}

const hashRow = z.object({ password_hash: z.string().nullable() })

export async function passwordHashOf(userId: number): Promise<string | null> {
  const [row] = await rowsOf(pool(), hashRow, 'select password_hash from users where id = $1', [userId])
  return row?.password_hash ?? null
}
