import 'server-only'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/next-auth'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { onCampus } from '@/lib/settings/campus'
import { asAppError, errorResponse } from '../error-response'
import { checkOrigin } from '../origin'
import { addressOf } from '../peer'
import { limitRate } from '../rate'
import { otherVerb } from '../verbs'
import { localeOf } from '../words'
import { nextAuthAnswer } from './answer'
import { nextAuthAsked, verbsOf } from './asked'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** Serves next-auth's own addresses, with the limits and the check of Origin that all routes have. */
export async function nextAuthHandler(request: Request, context: Context): Promise<Response> {
  const id = newId('request')
  try {
    const address = addressOf(request.headers)
    const { nextauth } = await context.params
    limitRate(request.method === 'POST' && nextauth[0] === 'callback' ? 'login' : 'next-auth', undefined, address)
    if (!onCampus('pages', address)) throw fail('campus_only')
    const other = otherVerb(request, verbsOf(nextauth))
    if (other) return other
    checkOrigin(request, { cookie: request.headers.has('cookie') })
    const { older, response } = nextAuthAnswer()
    const options = authOptions({ address, userAgent: request.headers.get('user-agent') })
    await NextAuth((await nextAuthAsked(request, nextauth)) as never, older as never, options)
    const answer = response()
    answer.headers.set('cache-control', 'no-store')
    answer.headers.set('x-request-id', id)
    return answer
  } catch (error) {
    const refused = asAppError(error, id)
    const response = errorResponse(refused, id, localeOf(request.headers))
    // next-auth's script reads the reason from the address in `url`, and breaks without one.
    const told = { ...((await response.json()) as object), url: `${env().publicUrl}/login?error=${refused.code}` }
    return Response.json(told, { status: refused.status, headers: response.headers })
  }
}
