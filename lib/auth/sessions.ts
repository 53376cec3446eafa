import 'server-only'
import { LRUCache } from 'lru-cache'
import * as z from 'zod'
import { databaseNow } from '@/lib/db/clock'
import { bump, onChange } from '@/lib/db/notify'
import { pool } from '@/lib/db/pool'
import type { Tx } from '@/lib/db/prisma'
import { rowsOf, run } from '@/lib/db/rows'
import { transaction } from '@/lib/db/transaction'
import { newId } from '@/lib/ids'
import { once } from '@/lib/once'
import type { SessionLine } from './schema'

export const sessionDays = 30
const touchMs = 5 * 60_000

interface Live {
  userId: number
  expiresAt: Date
  touchedAt: number
}
const state = once('sessions', () => ({ live: new LRUCache<string, Promise<Live | null>>({ max: 20_000 }) }))

once('sessions.listening', () =>
  onChange('sessions', (change) => {
    if (change?.id) state.live.delete(change.id)
    else state.live.clear()
  }),
)

export interface NewSession {
  userId: number
  address?: string | undefined
  userAgent?: string | null
}

export async function createSession({ userId, address, userAgent }: NewSession): Promise<string> {
  const id = newId('session')
  await run(
    pool(),
    `with seen as (update users set last_seen_at = now() where id = $2)
     insert into sessions (id, user_id, address, user_agent, expires_at) values ($1, $2, $3, $4, now() + make_interval(days => $5))`,
    [id, userId, address ?? null, userAgent?.slice(0, 300) ?? null, sessionDays],
  )
  return id
}

const liveRow = z.object({ user_id: z.int(), expires_at: z.date(), last_seen_at: z.date() })

async function read(id: string): Promise<Live | null> {
  const [row] = await rowsOf(
    pool(),
    liveRow,
    'select user_id, expires_at, last_seen_at from sessions where id = $1 and revoked_at is null',
    [id],
  )
  return row ? { userId: row.user_id, expiresAt: row.expires_at, touchedAt: row.last_seen_at.getTime() } : null
}

/** Finds the user of a session that is still valid, from memory after the first time. A revoked session leaves the memory at once. */
export async function liveSession(id: string): Promise<{ userId: number } | null> {
  let known = state.live.get(id)
  if (!known) {
    known = read(id)
    state.live.set(id, known)
    known.catch(() => state.live.delete(id))
  }
  const session = await known
  if (!session || session.expiresAt.getTime() <= databaseNow()) return null
  touch(id, session)
  return session
}

function touch(id: string, session: Live): void {
  const now = databaseNow()
  if (now - session.touchedAt < touchMs) return
  session.touchedAt = now
  run(
    pool(),
    'with s as (update sessions set last_seen_at = now() where id = $1 returning user_id) update users set last_seen_at = now() from s where users.id = s.user_id',
    [id],
  ).catch(() => undefined)
}

/** Ends one session of this user; false when there is none. */
export async function revokeSession({ userId, id }: { userId: number; id: string }): Promise<boolean> {
  const ended = await transaction(async (tx) => {
    const count = await run(tx, 'update sessions set revoked_at = now() where id = $1 and user_id = $2 and revoked_at is null', [
      id,
      userId,
    ])
    if (count > 0) await bump(tx, 'sessions', id)
    return count > 0
  })
  state.live.delete(id)
  return ended
}

/** Ends all sessions of this user but `except`, inside a transaction. Call `forgetSessions` once it is committed. */
export async function revokeSessions(tx: Tx, { userId, except }: { userId: number; except?: string | null | undefined }): Promise<void> {
  const count = await run(
    tx,
    'update sessions set revoked_at = now() where user_id = $1 and revoked_at is null and ($2::text is null or id <> $2)',
    [userId, except ?? null],
  )
  if (count > 0) await bump(tx, 'sessions')
}
export const forgetSessions = (): void => state.live.clear()

const sessionRow = z.object({
  id: z.string(),
  created_at: z.date(),
  last_seen_at: z.date(),
  address: z.string().nullable(),
  user_agent: z.string().nullable(),
})

/** Where the user is signed in, the latest first; `current` is the session that asks. */
export async function listSessions({ userId, current }: { userId: number; current: string | null }): Promise<SessionLine[]> {
  const rows = await rowsOf(
    pool(),
    sessionRow,
    `select id, created_at, last_seen_at, address, user_agent from sessions
     where user_id = $1 and revoked_at is null and expires_at > now() order by last_seen_at desc, id desc limit 100`,
    [userId],
  )
  return rows.map(({ id, created_at, last_seen_at, address, user_agent }) => ({
    id,
    createdAt: created_at.toISOString(),
    lastSeenAt: last_seen_at.toISOString(),
    address,
    userAgent: user_agent,
    current: id === current,
  }))
}
