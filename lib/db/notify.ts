import 'server-only'
import pg from 'pg'
import * as z from 'zod'
import { env } from '../env'
import { log } from '../log'
import { once } from '../once'
import type { Tx } from './prisma'
import { rowsOf, run } from './rows'
import { vitalPool } from './vital-pool'

export type VersionName = 'catalog' | 'settings' | 'users' | 'keys' | 'sessions' | 'targets'
/** What processes are only woken for. Nothing is kept of it, so whoever waits for it also polls. */
export type WakeName = 'jobs'
const channel = 'atrium'
const pollMs = 3000

interface Change {
  version: bigint
  /** The one row that changed, when only one did. */
  id?: string
}
/** `change` is undefined when a notification was missed, so that everything may have changed. */
type Listener = (change: Change | undefined) => void | Promise<void>

const state = once('db.notify', () => ({
  listeners: new Map<VersionName | WakeName, Set<Listener>>(),
  seen: new Map<string, bigint>(),
  timer: undefined as NodeJS.Timeout | undefined,
  client: undefined as pg.Client | undefined,
  stopped: false,
}))

// The result is cast to text, because Prisma cannot read void.
const bumpSql = `with v as (insert into versions (name, version) values ($1, 2) on conflict (name) do update set version = versions.version + 1 returning version)
  select pg_notify('${channel}', json_build_object('name', $1::text, 'version', v.version::text, 'id', $2::text)::text) from v`

/** Tells every process to read again, inside the transaction that changed something. `id` narrows it to one row. */
export async function bump(tx: Tx, name: VersionName, id?: string | number): Promise<void> {
  await run(tx, bumpSql, [name, id === undefined ? null : String(id)])
}

/** Wakes every process that waits for this name, once the transaction is committed. */
export async function wake(tx: Tx, name: WakeName): Promise<void> {
  await run(tx, `select pg_notify('${channel}', json_build_object('name', $1::text)::text)`, [name])
}

export function onChange(name: VersionName | WakeName, listener: Listener): void {
  const set = state.listeners.get(name) ?? new Set()
  state.listeners.set(name, set.add(listener))
}

async function tell(name: string, change: Change | undefined): Promise<void> {
  for (const listener of state.listeners.get(name as VersionName) ?? []) {
    try {
      await listener(change)
    } catch (error) {
      log('error', 'following a change failed', { name, error })
    }
  }
}

function heard(payload: string): void {
  const { name, version, id } = JSON.parse(payload) as { name: string; version?: string; id?: string | null }
  if (version === undefined) return void tell(name, undefined)
  const now = BigInt(version)
  const before = state.seen.get(name)
  if (before !== undefined && now <= before) return
  state.seen.set(name, now)
  const inOrder = before !== undefined && now === before + 1n
  void tell(name, inOrder ? { version: now, id: id ?? undefined } : undefined)
}

const versionRow = z.object({ name: z.string(), version: z.bigint() })

/** Poolers swallow notifications and connections break, so the versions are also read every 3 s. */
async function poll(): Promise<void> {
  for (const { name, version } of await rowsOf(vitalPool(), versionRow, 'select name, version from versions')) {
    const before = state.seen.get(name)
    if (before === version) continue
    state.seen.set(name, version)
    if (before !== undefined) await tell(name, undefined)
  }
}

async function connect(): Promise<void> {
  if (state.stopped) return
  const client = new pg.Client({
    connectionString: env().databaseUrl,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 5_000,
  })
  client.on('notification', ({ payload }) => payload && heard(payload))
  client.on('error', () => client.end().catch(() => undefined))
  client.on('end', () => {
    if (!state.stopped) setTimeout(() => void connect(), 1000).unref()
  })
  try {
    await client.connect()
    await client.query(`listen ${channel}`)
    state.client = client
    await poll()
  } catch (error) {
    log('warn', 'no connection for notifications', { error })
  }
}

/** Starts following changes. Boot calls it once. */
export async function followVersions(): Promise<void> {
  await poll()
  await connect()
  state.timer = setInterval(() => poll().catch((error) => log('warn', 'reading versions failed', { error })), pollMs)
  state.timer.unref()
}

export async function stopFollowing(): Promise<void> {
  state.stopped = true
  clearInterval(state.timer)
  await state.client?.end()
}
