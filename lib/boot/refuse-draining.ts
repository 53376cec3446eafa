import 'server-only'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fail } from '@/lib/errors'
import type { Serve } from '@/lib/gateway/call/call'
import { arrive } from '@/lib/gateway/call/exchange'
import { routeOf } from '@/lib/gateway/call/path'
import { nodeDoor } from '@/lib/gateway/doors/node-door'
import { preflight } from '@/lib/gateway/reply/cors'
import { refusalReply } from '@/lib/gateway/serve'
import { errorResponse } from '@/lib/http/error-response'
import { localeOf } from '@/lib/http/words'
import { newId } from '@/lib/ids'

const draining = () => fail('draining', { retryAfter: 5 })

const refuseCall: Serve = async (call) =>
  call.method === 'OPTIONS' ? { status: 204, headers: preflight(call.headers), body: null } : refusalReply(arrive(call), draining())

async function refuseRequest({ headers }: IncomingMessage, response: ServerResponse): Promise<void> {
  const asked = new Headers({ cookie: headers.cookie ?? '', 'accept-language': headers['accept-language'] ?? '' })
  const refusal = errorResponse(draining(), newId('request'), localeOf(asked))
  const text = await refusal.text()
  response.writeHead(refusal.status, { ...Object.fromEntries(refusal.headers), 'content-length': Buffer.byteLength(text) })
  response.end(text)
}

/** The answer to new requests while the server drains: 503 in the usual shape, with ids and the headers that browsers need. */
export function refuseDraining(request: IncomingMessage, response: ServerResponse): void {
  if (routeOf(request.url ?? '/')) nodeDoor(refuseCall)(request, response)
  else void refuseRequest(request, response)
}
