import { afterAll } from 'vitest'
import { openSession } from '@/lib/auth/sign-in'
import { followVersions, stopFollowing } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import { transaction } from '@/lib/db/transaction'
import type { Handler } from '@/lib/http/route'
import { settingsReady } from '@/lib/settings/settings'
import { createUser } from '@/lib/users/create-user'
import type { Role } from '@/lib/users/roles'
import { refreshUser, type UserRow, usersReady } from '@/lib/users/users'
import { freshDatabase } from './database'
import { expectDocumented } from './documented'

/** Prepares a database and everything that a server has read before its first request. Call it in `beforeAll`. */
export async function bootPortal(): Promise<void> {
  await freshDatabase()
  await Promise.all([settingsReady(), usersReady()])
  await followVersions()
}

/** Call it at the top of the file. */
export const closePortalAfterwards = (): void =>
  afterAll(async () => {
    await stopFollowing()
    await pool().end()
  })

export interface TestUser {
  user: UserRow
  token: string
  sessionId: string
}
let made = 0

/** Creates a user without a password who is signed in. */
export async function newUser({ role = 'user', username = `user.${++made}` }: { role?: Role; username?: string } = {}): Promise<TestUser> {
  const { id } = await transaction((tx) => createUser(tx, { username, role, passwordHash: 'none' }))
  await refreshUser(id)
  const { user, token, sessionId } = await openSession(id, {})
  return { user, token, sessionId }
}

export interface Asked {
  method?: string
  token?: string | undefined
  cookie?: string | undefined
  body?: unknown
  query?: Record<string, string | number>
  params?: Record<string, string | number>
  headers?: Record<string, string>
}
export interface Answered {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any
  headers: Headers
}

/** Calls an exported route handler as the browser or a script would. */
export async function call(handler: Handler, { method, token, cookie, body, query, params, headers = {} }: Asked = {}): Promise<Answered> {
  const url = new URL('http://portal.test/api')
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, String(value))
  const response = await handler(
    new Request(url, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        host: 'portal.test',
        ...(token && { authorization: `Bearer ${token}` }),
        ...(cookie && { cookie, origin: 'http://portal.test' }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    }),
    { params: Promise.resolve(Object.fromEntries(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]))) },
  )
  const text = await response.text()
  const json = text && /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined
  if ('spec' in handler) expectDocumented(handler, method ?? (body === undefined ? 'GET' : 'POST'), response.status, json)
  return { status: response.status, headers: response.headers, json }
}
