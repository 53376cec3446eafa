import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import type { UserRow } from '@/lib/users/users'
import { sessionCookie } from './cookie'
import { userOfToken } from './token'

/** The user who requests this page; null for a visitor. It is looked up once per page. */
export const currentUser = cache(async (): Promise<UserRow | null> => {
  const token = (await cookies()).get(sessionCookie().name)?.value
  const known = token ? await userOfToken(token) : null
  return known?.user ?? null
})
