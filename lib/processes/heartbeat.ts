import 'server-only'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import { pool } from '@/lib/db/pool'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { processId } from './process-id'

const beatMs = 5_000
const timer = once<{ handle?: NodeJS.Timeout }>('process.heartbeat', () => ({}))

/** A process is gone when it said so or has not been heard of for 20 s. */
export const goneSeconds = 20

/** Containers share folder names but not host names. */
const folder = () => `${hostname()}:${resolve(env().DATA_DIR)}`

// A process that was taken for gone (a laptop's sleep, a long stop) is there again with its next beat.
const beat = () =>
  pool().query(
    `insert into processes (id, folder) values ($1, $2)
     on conflict (id) do update set heartbeat_at = now(), ended_at = null`,
    [processId(), folder()],
  )

/** Announces this process, ends its predecessor on the same data folder at once, and keeps saying that it lives. Before any hold. */
export async function startProcess(): Promise<void> {
  await pool().query('update processes set ended_at = now() where folder = $1 and id <> $2 and ended_at is null', [folder(), processId()])
  await beat()
  clearInterval(timer.handle)
  timer.handle = setInterval(() => beat().catch((error: unknown) => log('warn', 'heartbeat failed', { error })), beatMs)
  timer.handle.unref()
}

/** The last act of a drained process. */
export async function endProcess(): Promise<void> {
  clearInterval(timer.handle)
  await pool().query('update processes set ended_at = now() where id = $1', [processId()])
}
