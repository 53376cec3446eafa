import 'server-only'
import { hostname } from 'node:os'
import { resolve } from 'node:path'
import * as z from 'zod'
import { noteDatabaseTime } from '@/lib/db/clock'
import { rowsOf, run } from '@/lib/db/rows'
import { vitalPool } from '@/lib/db/vital-pool'
import { env } from '@/lib/env'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { processId } from './process-id'

const beatMs = 5_000
/** A process is gone when it said so or was not heard of for 20 s, by the database's clock. */
export const goneSeconds = 20
/** The longest gap between two beats, by the monotonic clock. */
const longestGapMs = 12_000

const state = once('process.heartbeat', () => ({
  handle: undefined as NodeJS.Timeout | undefined,
  busy: false,
  others: 0,
  last: undefined as number | undefined,
  /** The first beat after the last gap. */
  back: Number.NEGATIVE_INFINITY,
}))

/** Containers share folder names but not host names, so the host's name is part of it. */
const folder = () => `${hostname()}:${resolve(env().DATA_DIR)}`

// A process that was taken for gone (a laptop's sleep, a long stop) is back with its next beat.
const beatSql = `
insert into processes (id, folder) values ($1, $2) on conflict (id) do update set heartbeat_at = now(), ended_at = null
returning extract(epoch from clock_timestamp())::float8 * 1000 as ms, (
  select count(*)::int from processes where id <> $1 and ended_at is null and heartbeat_at > now() - interval '${goneSeconds} s') as others`

const gapAt = (now: number): boolean => state.last !== undefined && now - state.last > longestGapMs

const beatRow = z.object({ ms: z.number(), others: z.int() })

/** How many processes this installation has, as the last beat saw them; at least this one. */
export const aliveProcesses = (): number => state.others + 1

async function beat(): Promise<void> {
  const [row] = await rowsOf(vitalPool(), beatRow, beatSql, [processId(), folder()])
  if (row) noteDatabaseTime(row.ms)
  if (row) state.others = row.others
  const now = performance.now()
  if (gapAt(now)) state.back = now
  state.last = now
}

async function nextBeat(): Promise<void> {
  if (state.busy) return
  state.busy = true
  try {
    await beat()
  } catch (error) {
    log('warn', 'heartbeat failed', { error })
  } finally {
    state.busy = false
  }
}

/**
 * Whether the silence of others means that they are gone. It may be the database's fault: when that was away, or this process was
 * suspended, others get the whole time again to say that they live.
 */
export function mayJudgeOthers(): boolean {
  const now = performance.now()
  return !gapAt(now) && now - state.back > goneSeconds * 1000
}

/** Announces this process, ends its predecessor on the same data folder, and keeps beating. Call it before any hold. */
export async function startProcess(): Promise<void> {
  const end = 'update processes set ended_at = now() where folder = $1 and id <> $2 and ended_at is null'
  await run(vitalPool(), end, [folder(), processId()])
  await beat()
  clearInterval(state.handle)
  state.handle = setInterval(nextBeat, beatMs)
  state.handle.unref()
}

/** Says that this process has ended. Call it last. */
export async function endProcess(): Promise<void> {
  clearInterval(state.handle)
  await run(vitalPool(), 'update processes set ended_at = now() where id = $1', [processId()])
}
