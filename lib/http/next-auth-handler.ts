import 'server-only'
import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '@/lib/auth/next-auth'
import { newId } from '@/lib/ids'
import { asAppError, errorResponse } from './error-response'
import { checkOrigin } from './origin'
import { addressOf } from './peer'
import { limitRate } from './rate'
import { localeOf } from './words'

interface Context {
  params: Promise<{ nextauth: string[] }>
}

/** next-auth's own addresses, under the same limits and the same look at Origin as everything else. */
export async function nextAuthHandler(request: NextRequest, context: Context): Promise<Response> {
  const id = newId('request')
  try {
    const address = addressOf(request.headers)
    const { nextauth } = await context.params
    limitRate(request.method === 'POST' && nextauth[0] === 'callback' ? 'login' : 'next-auth', undefined, address)
    checkOrigin(request, { cookie: request.headers.has('cookie') })
    const options = authOptions({ address, userAgent: request.headers.get('user-agent') })
    const response: Response = await NextAuth(request as never, context as never, options)
    response.headers.set('cache-control', 'no-store')
    return response
  } catch (error) {
    return errorResponse(asAppError(error, id), id, localeOf(request.headers))
  }
}
