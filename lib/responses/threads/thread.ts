import 'server-only'
import * as z from 'zod'
import { pool } from '@/lib/db/pool'
import { type On, rowsOf, run } from '@/lib/db/rows'
import { fail } from '@/lib/errors'
import { open, seal } from '@/lib/seal'
import { settings } from '@/lib/settings/settings'

export interface OwnThread {
  owner: number
  id: string
}

export interface StoredThread {
  id: string
  createdAt: Date
  metadata: Record<string, string>
}

export const sealMetadata = (id: string, metadata: StoredThread['metadata']) => seal('response-thread', id, JSON.stringify(metadata))

const row = z.object({ created_at: z.date(), sealed: z.instanceof(Uint8Array) })
const own = 'id = $1 and user_id = $2 and used_at > now() - make_interval(days => $3)'

/** @throws `not_found` when it is not there, not any more, or somebody else's. */
export async function findThread({ owner, id }: OwnThread): Promise<StoredThread> {
  const sql = `select created_at, sealed from response_threads where ${own}`
  const [found] = await rowsOf(pool(), row, sql, [id, owner, settings().storedResponseDays])
  if (!found) throw noThread(id)
  return { id, createdAt: found.created_at, metadata: JSON.parse(open('response-thread', id, found.sealed)) }
}

export async function changeThread({ owner, id, metadata }: OwnThread & Pick<StoredThread, 'metadata'>): Promise<void> {
  const sql = `update response_threads set sealed = $4, used_at = now() where ${own}`
  if ((await run(pool(), sql, [id, owner, settings().storedResponseDays, sealMetadata(id, metadata)])) === 0) throw noThread(id)
}

/** Erases it with its items; what is being answered in it belongs to none then. */
export async function deleteThread({ owner, id }: OwnThread): Promise<void> {
  if ((await run(pool(), 'delete from response_threads where id = $1 and user_id = $2', [id, owner])) === 0) throw noThread(id)
}

const lockedRow = z.object({ places: z.int(), bytes: z.int() })

/** Keeps others from changing it until the transaction ends. */
export async function lockThread(on: On, { owner, id }: OwnThread): Promise<z.infer<typeof lockedRow>> {
  const sql = `select places, bytes from response_threads where ${own} for update`
  const [locked] = await rowsOf(on, lockedRow, sql, [id, owner, settings().storedResponseDays])
  if (!locked) throw noThread(id)
  return locked
}

export const noThread = (id: string, param?: string) =>
  fail('not_found', { param, message: `There is no conversation "${id.slice(0, 100)}".` })
