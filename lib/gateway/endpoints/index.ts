import 'server-only'
import { fail } from '@/lib/errors'
import type { Exchange } from '../call/exchange'
import type { Refusal } from '../reply/refusal'
import { billing, billingSubscription, billingUsage } from './billing/billing'
import { chatCompletions } from './chat/chat-completions'
import { type Endpoint, isFree } from './endpoint'
import { messages } from './messages/messages'
import { model, models } from './models/models'

/** Every endpoint of the gateway: what is found, allowed and listed comes from this table. */
export const endpoints: Endpoint[] = [chatCompletions, messages, models, model, billing, billingSubscription, billingUsage]

const exact = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]))
const open = endpoints.filter(({ name }) => name.endsWith('/*')).map((endpoint) => ({ endpoint, prefix: endpoint.name.slice(0, -1) }))

export interface Found {
  endpoint: Endpoint
  rest: string
}

/** @throws `unknown_endpoint` with the list of those that there are, or `method_not_allowed`. */
export function findEndpoint(method: string, path: string): Found {
  const found = lookUp(path)
  if (!found) {
    const list = endpoints.map(({ method: verb, name }) => `${verb} /v1/${name.replace('*', '{id}')}`).join(', ')
    throw fail('unknown_endpoint', { message: `There is no endpoint "${path.slice(0, 200)}" here. There are: ${list}.` })
  }
  const allowed = found.endpoint.method
  if (method !== allowed && !(method === 'HEAD' && allowed === 'GET'))
    throw fail('method_not_allowed', { message: `Use ${allowed} on this endpoint.` })
  return found
}

/** The methods of an endpoint as the header `Allow` lists them. */
export const allowAt = (path: string): string => (lookUp(path)?.endpoint.method === 'GET' ? 'GET, HEAD, OPTIONS' : 'POST, OPTIONS')

/** What a caller is told in the shape of the endpoint that was asked; OpenAI's where that has none of its own. */
export function refusalBody(refusal: Refusal, { id, route }: Exchange): string {
  const asked = route && lookUp(route.endpoint)?.endpoint
  const { refusal: write } = asked && !isFree(asked) ? asked : chatCompletions
  return write(refusal, { id, detail: route?.base === '/apiv2' })
}

function lookUp(path: string): Found | undefined {
  const endpoint = exact.get(path)
  if (endpoint && !path.includes('*')) return { endpoint, rest: '' }
  for (const { endpoint: each, prefix } of open)
    if (path.startsWith(prefix) && path.length > prefix.length) return { endpoint: each, rest: decodedRest(path.slice(prefix.length)) }
  return undefined
}

function decodedRest(rest: string): string {
  try {
    return decodeURIComponent(rest)
  } catch {
    return rest
  }
}
