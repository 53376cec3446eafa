import 'server-only'
import type { IncomingMessage } from 'node:http'
import { fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { errorResponse } from './error-response'
import { localeOf } from './words'

/** The verbs that Next passes to a route file. */
const all = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Verb = (typeof all)[number]

const verbHeader = 'x-atrium-verb'

/** Next accepts no other verbs, such as TRACE or PROPFIND. */
export const nextTakes = (verb: string | undefined): boolean => all.some((each) => each === verb)

/** Passes a verb that Next does not accept as OPTIONS, with the verb in a header that replaces what the caller wrote there. */
export function fitForNext(request: IncomingMessage): void {
  delete request.headers[verbHeader]
  if (nextTakes(request.method)) return
  request.headers[verbHeader] = request.method
  request.method = 'OPTIONS'
}

/** All verbs, for the answer to a verb that does not exist. */
export const everyVerb = all.join(', ')

/** HEAD is served where GET is, and OPTIONS everywhere. */
const allowOf = (served: readonly string[]): string =>
  all.filter((verb) => served.includes(verb) || verb === 'OPTIONS' || (verb === 'HEAD' && served.includes('GET'))).join(', ')

/** The answer to OPTIONS or to a verb that is not served at an address. Undefined for a verb that is. */
export function otherVerb({ method, headers }: Request, served: readonly string[]): Response | undefined {
  if (served.includes(method) || (method === 'HEAD' && served.includes('GET'))) return undefined
  const allow = allowOf(served)
  if (method === 'OPTIONS' && !headers.get(verbHeader)) return new Response(null, { status: 204, headers: { allow } })
  const refusal = fail('method_not_allowed', { message: `Use ${served.join(' or ')} here.` })
  const response = errorResponse(refusal, newId('request'), localeOf(headers))
  response.headers.set('allow', allow)
  return response
}

// biome-ignore lint/suspicious/noExplicitAny: each route knows the parameters of its own address
type Serve = (request: Request, context?: any) => Response | Promise<Response>
type Served = Partial<Record<Exclude<Verb, 'HEAD' | 'OPTIONS'>, Serve>>

/**
 * The exports of a route file: the verbs that it serves, HEAD beside GET, and for each other verb an answer that names those that there
 * are.
 */
export function verbs<Own extends Served>(own: Own): Own & Record<Exclude<Verb, keyof Own>, Serve> {
  const served = Object.keys(own)
  const refuse: Serve = (request) => otherVerb(request, served) ?? new Response(null, { status: 204 })
  const others = Object.fromEntries(all.filter((verb) => !served.includes(verb)).map((verb) => [verb, refuse]))
  const { GET: get } = own
  const head = get && { HEAD: async (...given: Parameters<Serve>) => withoutBody(await get(...given)) }
  return { ...others, ...head, ...own } as Own & Record<Exclude<Verb, keyof Own>, Serve>
}

function withoutBody({ body, status, headers }: Response): Response {
  void body?.cancel().catch(() => undefined)
  return new Response(null, { status, headers })
}
