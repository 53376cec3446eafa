import 'server-only'
import { env } from '@/lib/env'
import { tokenSeconds } from './token'

/** next-auth's session cookie, which we set in the same way as next-auth does. */
export function sessionCookie() {
  const secure = env().publicUrl.startsWith('https:')
  return {
    name: secure ? '__Secure-next-auth.session-token' : 'next-auth.session-token',
    options: { httpOnly: true, sameSite: 'lax' as const, path: '/', secure },
  }
}

const line = (value: string, maxAge: number): string => {
  const { name, options } = sessionCookie()
  return `${name}=${value}; Path=${options.path}; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${options.secure ? '; Secure' : ''}`
}
export const setSessionCookie = (token: string): string => line(token, tokenSeconds)
export const clearSessionCookie = (): string => line('', 0)
