import 'server-only'
import type * as z from 'zod'
import { type ErrorCode, fail } from '@/lib/errors'
import { newId } from '@/lib/ids'
import { onCampus } from '@/lib/settings/campus'
import { atLeast, type Role } from '@/lib/users/roles'
import { type PortalCaller, portalCallerOf } from './caller'
import { check, queryOf } from './check'
import { asAppError, errorResponse } from './error-response'
import { checkOrigin } from './origin'
import { addressOf } from './peer'
import { limitRate, type Rate } from './rate'
import { readBody, readJsonBody, readText, unstorable } from './read-body'
import { sideBySide } from './side-by-side'
import { localeOf } from './words'

/** From `user` on: that role or a higher one. */
export type Who = 'anyone' | Role

export interface RequestFacts {
  id: string
  address: string | undefined
  userAgent: string | null
  headers: Headers
  signal: AbortSignal
}

interface Given<W extends Who, Body, Query, Params> {
  body: Body
  query: Query
  params: Params
  /** Reads the body of a route that takes `bytes`. */
  readBytes(): Promise<Buffer>
  /** Undefined only where anybody may call. */
  user: W extends 'anyone' ? PortalCaller['user'] | undefined : PortalCaller['user']
  caller: W extends 'anyone' ? PortalCaller | undefined : PortalCaller
  request: RequestFacts
}
type Out<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined

export interface RouteSpec<W extends Who, Body, Query, Params, Answer> {
  /** One line for the reference. */
  summary?: string
  who: W
  /** Without it the body is not read. */
  body?: Body
  /** The most bytes of a body that is taken as it is, such as a file, in place of JSON. */
  bytes?: number
  query?: Query
  params?: Params
  /** Describes the answer in the reference and gives it its type. Without it there is no content. */
  answer?: Answer
  /** The content type of an answer that is not JSON, for the reference. */
  otherwise?: 'text/event-stream' | 'text/csv' | 'text/markdown' | 'application/octet-stream'
  /** The status of success, 200 by default. */
  status?: number
  /** What 204 means, where there may be nothing to answer. */
  nothing?: string
  /** The refusals besides those of every route, for the reference. */
  refusals?: readonly ErrorCode[]
  /** Whether an API key of scope `portal` may be used; false where the user must have signed in. */
  keys?: boolean
  rate?: Rate
  /** It waits for a model, which the limits of calls bound, and so takes no place among the user's requests to the database. */
  long?: true
  /** The most bytes of a body: by default 1 MiB, and 128 KiB for strangers. */
  bodyLimit?: number
  /** The body reaches its schema as the text that was sent, which somebody has signed. */
  text?: true
  /** The members whose JSON numbers reach the schema as the text that was sent, for money. */
  exact?: readonly string[]
  run(given: Given<W, Out<Body>, Out<Query>, Out<Params>>): Promise<(Answer extends z.ZodType ? z.input<Answer> : undefined) | Response>
}

type Context = { params: Promise<Record<string, string | string[] | undefined>> }
export interface Handler {
  (request: Request, context?: Context): Promise<Response>
  spec: RouteSpec<Who, z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>
}

const mebibyte = 1024 * 1024
/** The body limit for callers without credentials. */
export const strangersLimit = 128 * 1024

/** Declares one verb at one address of the portal's API: who may call it, what comes in, what goes out, and the verb that it runs. */
export function route<
  const W extends Who,
  Body extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Params extends z.ZodType | undefined = undefined,
  Answer extends z.ZodType | undefined = undefined,
>(spec: RouteSpec<W, Body, Query, Params, Answer>): Handler {
  const handle = async (request: Request, context?: Context): Promise<Response> => {
    const id = newId('request')
    const locale = localeOf(request.headers)
    try {
      const address = addressOf(request.headers)
      const caller = await admitCaller(spec, request, address)
      const given = {
        body: spec.body && check(spec.body, await bodyOf(request, spec, spec.bodyLimit ?? (caller ? mebibyte : strangersLimit))),
        query: spec.query && check(spec.query, queryOf(request.url)),
        params: spec.params && check(spec.params, namesIn((await context?.params) ?? {})),
        readBytes: () => readBody(request, spec.bytes ?? 0),
        caller,
        user: caller?.user,
        request: { id, address, userAgent: request.headers.get('user-agent'), headers: request.headers, signal: request.signal },
      }
      const run = () => spec.run(given as Parameters<typeof spec.run>[0])
      // Operators' requests may wait for upstreams, so they do not take places that are meant for the database.
      const answer = caller && spec.who === 'user' && !spec.long ? sideBySide(caller.user.id, run) : run()
      return finish(await answer, spec.status, id)
    } catch (error) {
      return errorResponse(asAppError(error, id), id, locale)
    }
  }
  return Object.assign(handle, { spec: spec as unknown as Handler['spec'] })
}

const bodyOf = (request: Request, { text, exact }: { text?: true; exact?: readonly string[] }, limit: number): Promise<unknown> =>
  text ? readText(request, limit) : readJsonBody(request, limit, exact)

/** A parameter that cannot be stored cannot name anything. */
function namesIn<Params extends object>(params: Params): Params {
  if (unstorable(params) !== undefined) throw fail('not_found')
  return params
}

/** Counts the call before anything is checked, so that guessing is as slow as asking. */
async function admitCaller(
  spec: { who: Who; keys?: boolean; rate?: Rate },
  request: Request,
  address: string | undefined,
): Promise<PortalCaller | undefined> {
  const rate = spec.rate ?? 'usual'
  let caller: PortalCaller | undefined
  try {
    caller = await portalCallerOf(request.headers, address)
  } catch (error) {
    limitRate(rate, undefined, address)
    throw error
  }
  limitRate(rate, caller, address)
  if (rate !== 'none' && !onCampus('pages', address)) throw fail('campus_only')
  const cookie = caller?.via === 'cookie'
  if (cookie || !request.headers.has('authorization')) checkOrigin(request, { cookie })
  if (spec.who === 'anyone') return caller
  if (!caller) throw fail('not_signed_in')
  if (!atLeast(caller.user.role, spec.who)) throw fail('forbidden')
  if (caller.via === 'key' && spec.keys === false) throw fail('key_scope')
  return caller
}

function finish(answer: unknown, status: number | undefined, id: string): Response {
  if (answer instanceof Response) {
    answer.headers.set('x-request-id', id)
    if (!answer.headers.has('cache-control')) answer.headers.set('cache-control', 'no-store')
    return answer
  }
  const headers = { 'cache-control': 'no-store', 'x-request-id': id }
  if (answer === undefined) return new Response(null, { status: status ?? 204, headers })
  return Response.json(answer, { status: status ?? 200, headers })
}
