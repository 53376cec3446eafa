import 'server-only'
import { setSessionCookie } from '@/lib/auth/cookie'
import type { SignedIn } from '@/lib/auth/sign-in'
import { fromOwnPage } from './origin'
import type { RequestFacts } from './route'

/** Answers with token and user. Only one of our pages also gets the session's cookie, because a script has no use for it. */
export function signedInResponse({ token, user }: SignedIn, request: RequestFacts, status: number): Response {
  const { id, username, email, role, group, createdAt } = user
  const response = Response.json({ token, user: { id, username, email, role, group, created_at: createdAt } }, { status })
  if (fromOwnPage(request.headers)) response.headers.append('set-cookie', setSessionCookie(token))
  return response
}
