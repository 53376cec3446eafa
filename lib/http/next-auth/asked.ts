import 'server-only'
import { env } from '@/lib/env'
import { fail } from '@/lib/errors'
import { cookiesOf } from '../cookies'
import { readJsonBody, readText, unstorable } from '../read-body'
import { strangersLimit } from '../route'

/** What next-auth serves here. All else of it (a log that anybody writes to, pages of its own) is not there. */
const served = new Map<string, readonly string[]>([
  ['providers', ['GET']],
  ['csrf', ['GET']],
  ['session', ['GET']],
  ['error', ['GET']],
  ['signin', ['GET']],
  ['signout', ['POST']],
  ['callback/credentials', ['POST']],
])

/** The verbs of one of its addresses; 404 for any other. */
export function verbsOf(address: readonly string[]): readonly string[] {
  const found = served.get(address.join('/'))
  if (!found) throw fail('not_found')
  return found
}

/** An address of ours, written so that a header can carry it; undefined for any other. */
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
 * What next-auth is given of a request: only what it needs, each in a form that it can take. It answers 500 to a wrong
 * `callbackUrl` or body, writes them into the log, and puts `error` into a header as it is.
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
