import 'server-only'
import { readApplication } from '@/lib/applications/list-applications'
import { fail, isAppError } from '@/lib/errors'
import { exactDecimal } from '@/lib/json'
import { keyById } from '@/lib/keys/list-keys'
import type { RequestKind } from '@/lib/ledger/names'
import { findRequest } from '@/lib/ledger/requests/find-request'
import { readRecord } from '@/lib/usage/list-records'
import type { TicketLink } from './schema'

type Read = (userId: number, id: string) => Promise<TicketLink>

/** What a ticket may be about, by the prefix of its id. Each is read as its user's own, and only what helps to answer is passed on. */
const kinds = new Map<string, { kind: TicketLink['kind']; read: Read }>([
  ['call', { kind: 'call', read: readCall }],
  ['key', { kind: 'key', read: readKey }],
  ['rch', { kind: 'recharge', read: (userId, id) => readRequest('recharge', userId, id) }],
  ['wdr', { kind: 'withdrawal', read: (userId, id) => readRequest('withdrawal', userId, id) }],
  ['app', { kind: 'application', read: readOwnApplication }],
])
const kindOf = (id: string) => kinds.get(id.split('_', 1)[0] ?? '')

/** Makes sure that a user has such a thing. Somebody else's is refused like one that does not exist. */
export async function checkLink(userId: number, id: string | null): Promise<void> {
  if (id !== null && !(await linkOf(userId, id))?.facts) throw fail('invalid_request', { fields: { link: 'no_link' } })
}

/** What a ticket is about, as far as it still is there. */
export async function linkOf(userId: number, id: string | null): Promise<TicketLink | null> {
  const known = id === null ? undefined : kindOf(id)
  if (id === null || !known) return null
  return known.read(userId, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === 'not_found') return { kind: known.kind, id, facts: null }
    throw error
  })
}

async function readCall(userId: number, id: string): Promise<TicketLink> {
  const { time, model, endpoint, status, errorCode, inputTokens, outputTokens, charge, durationMs } = await readRecord(id, {
    userId,
    namesUpstreams: false,
  })
  return { kind: 'call', id, facts: { time, model, endpoint, status, errorCode, inputTokens, outputTokens, charge, durationMs } }
}

async function readKey(userId: number, id: string): Promise<TicketLink> {
  const { name, preview, enabled, expiresAt } = await keyById({ userId, id })
  return { kind: 'key', id, facts: { name, preview, enabled, expiresAt } }
}

async function readRequest(kind: RequestKind, userId: number, id: string): Promise<TicketLink> {
  const { amount, method, state, created_at } = await findRequest({ id, kind, userId })
  return { kind, id, facts: { amount: exactDecimal(amount), method, state, createdAt: created_at.toISOString() } }
}

async function readOwnApplication(userId: number, id: string): Promise<TicketLink> {
  const { project, state, createdAt } = (await readApplication({ userId, id })).application
  return { kind: 'application', id, facts: { project, state, createdAt } }
}
