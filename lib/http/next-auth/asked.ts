import 'server-only'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { cookiesOf } from '../cookies'
import { readJsonBody, readText, unstorable } from '../read-body'
import { strangersLimit } from '../route'

/** The addresses of next-auth that are served here. Its others, such as a log that anybody may write to, are not. */
const served = new Map<string, readonly string[]>([
  ['providers', ['GET']],
  ['csrf', ['GET']],
  ['session', ['GET']],
  ['error', ['GET']],
  ['signin', ['GET']],
  ['signout', ['POST']],
  ['callback/credentials', ['POST']],
])

/** The verbs of one of its addresses; throws 404 for any other. */
export function verbsOf(address: readonly string[]): readonly string[] {
  const found = served.get(address.join('/'))
  if (!found) throw fail('not_found')
  return found
}

/** An address of ours, written so that a header can carry it. Undefined for any other. */
function ownAddress(text: string | undefined): string | undefined {
  const { publicUrl } = env()
  if (!text || !URL.canParse(text, publicUrl)) return undefined
  const { origin, href } = new URL(text, publicUrl)
  return origin === new URL(publicUrl).origin ? href : undefined
}

async function fieldsOf(request: Request): Promise<Record<string, unknown>> {
  if (!request.body) return {}
  const form = /^application\/x-www-form-urlencoded\b/i.test(request.headers.get('content-type') ?? '')
  const fields = form
    ? Object.fromEntries(new URLSearchParams(await readText(request, strangersLimit)))
    : await readJsonBody(request, strangersLimit)
  const wrong = unstorable(fields)
  if (wrong !== undefined) throw fail('invalid_request', { fields: { [wrong || 'body']: 'unstorable' } })
  return Object(fields)
}

const members = ['csrfToken', 'username', 'password', 'json'] as const

/**
 * The request as next-auth is given it: only the parts that it needs, each in a form that it accepts. It would answer 500 to a wrong
 * `callbackUrl` or body, write them into the log, and put `error` into a header unchecked.
 */
export async function nextAuthAsked(request: Request, address: readonly string[]) {
  const query = new URL(request.url).searchParams
  const error = /^[\w-]{1,64}$/.exec(query.get('error') ?? '')?.[0] ?? (address[0] === 'error' ? 'internal' : undefined)
  const fields = await fieldsOf(request)
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined)
  const cookies = [...cookiesOf(request.headers)].flatMap(([name, value]) => {
    const kept = /next-auth\.callback-url$/.test(name) ? ownAddress(value) : value
    return /next-auth\./.test(name) && kept !== undefined ? [[name, kept]] : []
  })
  return {
    method: request.method === 'HEAD' ? 'GET' : request.method,
    query: { nextauth: address, callbackUrl: ownAddress(query.get('callbackUrl') ?? undefined), error },
    body: { ...Object.fromEntries(members.map((name) => [name, text(name)])), callbackUrl: ownAddress(text('callbackUrl')) },
    cookies: Object.fromEntries(cookies) as Record<string, string>,
    headers: {},
  }
}
