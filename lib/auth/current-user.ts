import 'server-only'
import { cookies } from 'next/headers'
import { cache } from 'react'
import type { UserRow } from '@/lib/users/users'
import { sessionCookie } from './cookie'
import { userOfToken } from './token'

/** Who looks at this page; null for a visitor. Looked up once for all of a page. */
export const currentUser = cache(async (): Promise<UserRow | null> => {
  const token = (await cookies()).get(sessionCookie().name)?.value
  const known = token ? await userOfToken(token) : null
  return known?.user ?? null
})
