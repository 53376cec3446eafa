import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import { decode, encode } from 'next-auth/jwt'
import Credentials from 'next-auth/providers/credentials'
import { isAppError } from '@/lib/errors'
import { log } from '@/lib/log'
import { sessionCookie } from './cookie'
import { revokeSession } from './sessions'
import { type Source, signIn } from './sign-in'
import { tokenSeconds, tokenSecret, userOfToken } from './token'

interface Proved {
  id: string
  sid: string
  signedInAt: number
}

/** The name by which the login form knows a refusal. Everything unexpected is logged and named `internal`. */
function refusal(error: unknown): Error {
  if (isAppError(error)) return new Error(error.code)
  log('error', 'signing in failed', { error })
  return new Error('internal')
}

/** next-auth runs the browser's session. Who may sign in is decided by the same code as for /api/auth/login. */
export function authOptions(source: Source): NextAuthOptions {
  const cookie = sessionCookie()
  return {
    secret: tokenSecret(),
    useSecureCookies: cookie.options.secure,
    session: { strategy: 'jwt', maxAge: tokenSeconds },
    cookies: { sessionToken: cookie },
    pages: { signIn: '/login', error: '/login' },
    providers: [
      Credentials({
        id: 'credentials',
        credentials: { username: {}, password: {} },
        async authorize(given): Promise<Proved> {
          const name = String(given?.username ?? '').slice(0, 320)
          const password = String(given?.password ?? '').slice(0, 1024)
          const signed = await signIn({ ...source, name, password }).catch((error: unknown) => {
            throw refusal(error)
          })
          return { id: String(signed.user.id), sid: signed.sessionId, signedInAt: Math.floor(signed.signedInAt.getTime() / 1000) }
        },
      }),
    ],
    jwt: {
      encode: ({ token, maxAge }) => encode({ token: token ?? {}, secret: tokenSecret(), maxAge: maxAge ?? tokenSeconds }),
      // next-auth must not accept a session that was revoked.
      decode: async ({ token }) => (token && (await userOfToken(token)) ? decode({ token, secret: tokenSecret() }) : null),
    },
    callbacks: {
      jwt: ({ token, user }) => {
        if (!user) return token
        const { id, sid, signedInAt } = user as Proved
        return { sub: id, sid, signedInAt }
      },
      session: ({ session, token }) => ({ expires: session.expires, user: { name: token.sub } }),
    },
    events: {
      signOut: async ({ token }) => {
        if (token?.sub && typeof token.sid === 'string') await revokeSession({ userId: Number(token.sub), id: token.sid })
      },
    },
    logger: {
      error: (code, facts) => {
        // A cookie that is no longer valid is usual, so it is not logged.
        const error = 'error' in facts ? facts.error : facts
        if (code !== 'JWT_SESSION_ERROR') log('warn', 'next-auth', { code, error })
      },
      warn: () => undefined,
      debug: () => undefined,
    },
  }
}
