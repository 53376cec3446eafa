import 'server-only'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { errorResponse } from './error-response'
import { localeOf } from './words'

/** Every verb that a route file can serve. */
export const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
export type Verb = (typeof verbs)[number]

/** HEAD is served where GET is, OPTIONS everywhere. */
const allowOf = (served: readonly string[]): string =>
  verbs.filter((verb) => served.includes(verb) || verb === 'OPTIONS' || (verb === 'HEAD' && served.includes('GET'))).join(', ')

/** The answer to a verb that is not served at an address, or to OPTIONS; undefined for one that is. */
export function otherVerb({ method, headers }: Request, served: readonly string[]): Response | undefined {
  if (served.includes(method) || (method === 'HEAD' && served.includes('GET'))) return undefined
  const allow = allowOf(served)
  if (method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } })
  const refused = errorResponse(
    fail('method_not_allowed', { message: `Use ${served.join(' or ')} here.` }),
    newId('request'),
    localeOf(headers),
  )
  refused.headers.set('allow', allow)
  return refused
}
