import 'server-only'
import { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/next-auth'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { onCampus } from '@/lib/settings/campus'
import { asAppError, errorResponse } from './error-response'
import { checkOrigin } from './origin'
import { addressOf } from './peer'
import { limitRate } from './rate'
import { readText } from './read-body'
import { strangersLimit } from './route'
import { localeOf } from './words'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** next-auth reads a body to its end, however long. */
async function bounded(request: NextRequest): Promise<NextRequest> {
  if (!request.body) return request
  const { url, method, headers } = request
  return new NextRequest(url, { method, headers, body: await readText(request, strangersLimit) })
}

/** next-auth's own addresses, under the same limits and the same look at Origin as everything else. */
export async function nextAuthHandler(request: NextRequest, context: Context): Promise<Response> {
  const id = newId('request')
  try {
    const address = addressOf(request.headers)
    const { nextauth } = await context.params
    limitRate(request.method === 'POST' && nextauth[0] === 'callback' ? 'login' : 'next-auth', undefined, address)
    if (!onCampus('pages', address)) throw fail('campus_only')
    checkOrigin(request, { cookie: request.headers.has('cookie') })
    const options = authOptions({ address, userAgent: request.headers.get('user-agent') })
    const response: Response = await NextAuth((await bounded(request)) as never, context as never, options)
    response.headers.set('cache-control', 'no-store')
    response.headers.set('x-request-id', id)
    return response
  } catch (error) {
    const refused = asAppError(error, id)
    const response = errorResponse(refused, id, localeOf(request.headers))
    // next-auth's script reads why not from the address in `url`, and breaks without one.
    const told = { ...((await response.json()) as object), url: `${env().publicUrl}/login?error=${refused.code}` }
    return Response.json(told, { status: refused.status, headers: response.headers })
  }
}
