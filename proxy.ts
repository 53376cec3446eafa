import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy } from '@/lib/http/content-security-policy'

const portal = /^\/(dashboard|keys|usage|logs|wallet|points|applications|chat|gpu|files|leaderboard|referral|tickets|settings|admin)(\/|$)/
const sessionCookies = ['next-auth.session-token', '__Secure-next-auth.session-token']

/** Gives every page its nonce and policy; sends signed-out visitors of the portal to the login (the layout checks the session itself). */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl
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

// Pages by name, never a prefix shared with a door: a matched body would be cut at 10 MB.
// /dashboard/billing and /gpu/x/y are doors, /dashboard and /gpu/[id] are pages.
export const config = {
  matcher: [
    '/',
    '/(login|register|reset|verify|setup|status|dashboard|keys|usage|logs|wallet|points|leaderboard|referral|files)',
    '/(models|docs|announcements|share|applications|tickets|settings|chat|admin)/:path*',
    '/gpu',
    '/gpu/:id',
  ],
}
