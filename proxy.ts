import { type NextRequest, NextResponse } from 'next/server'
import { fail } from '@/lib/errors'
import { contentSecurityPolicy } from '@/lib/http/content-security-policy'
import { errorResponse } from '@/lib/http/error-response'
import { otherVerb } from '@/lib/http/verbs'
import { localeOf } from '@/lib/http/words'
import { newId } from '@/lib/ids'

const open = 'login|register|verify|reset|setup|models|announcements|share'
const members = 'dashboard|keys|usage|logs|wallet|points|notices|applications|chat|gpu|files|leaderboard|referral|tickets|settings|admin'
const portal = new RegExp(`^/(?:${members})(?:/|$)`)
const pages = new RegExp(`^/(?:$|(?:${open}|${members})(?:/|$))`)
const sessionCookies = ['next-auth.session-token', '__Secure-next-auth.session-token']

/**
 * Gives every page its nonce and policy, and sends signed-out visitors of the portal to the login. It only looks whether a session cookie
 * is there; the portal's layout checks the session itself.
 */
export function proxy(request: NextRequest): Response {
  const { pathname, search } = request.nextUrl
  if (request.method !== 'GET' && request.method !== 'HEAD') return notRead(request, pathname)
  const signedIn = sessionCookies.some((name) => request.cookies.has(name) || request.cookies.has(`${name}.0`))
  if (!signedIn && portal.test(pathname)) {
    const login = new URL('/login', request.url)
    login.searchParams.set('next', pathname + search)
    return NextResponse.redirect(login)
  }
  const nonce = btoa(crypto.randomUUID())
  // biome-ignore lint/style/noProcessEnv: replaced by its value when built
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('referrer-policy', 'strict-origin-when-cross-origin')
  response.headers.set('x-frame-options', 'DENY')
  return response
}

/**
 * Refuses every method but GET and HEAD on pages. Next would take any POST for a call of a server action, of which there are none, and
 * would log what the request names.
 */
function notRead(request: NextRequest, path: string): Response {
  const other = pages.test(path) ? otherVerb(request, ['GET']) : undefined
  return other ?? errorResponse(fail('not_found'), newId('request'), localeOf(request.headers))
}

// Matches pages only. Next cuts the body of a matched request at 10 MB, so no route may match.
export const config = {
  matcher: ['/((?!_next/(?:static|image)/|(?:api|v1|v1beta|apiv2|dashboard/billing|announcements/rss|metrics)(?:/|$)).*)'],
}
