import 'server-only'
import { pool } from '@/lib/db/pool'
import { run } from '@/lib/db/rows'
import { log } from '@/lib/log'
import { once } from '@/lib/once'

const flushMs = 5_000
const everyMs = 60_000

const state = () =>
  once('keys.touched', () => ({
    written: new Map<string, number>(),
    waiting: new Set<string>(),
    timer: undefined as NodeJS.Timeout | undefined,
  }))

/** Notes that a key was used. The notes are written in batches, at most once a minute for each key. */
export function touchKey(id: string): void {
  const { written, waiting } = state()
  if (waiting.has(id) || Date.now() - (written.get(id) ?? 0) < everyMs) return
  waiting.add(id)
  state().timer ??= setTimeout(() => void flushTouches(), flushMs).unref()
}

/** Writes the notes that wait. Shutdown awaits it. */
export async function flushTouches(): Promise<void> {
  const { written, waiting, timer } = state()
  clearTimeout(timer)
  state().timer = undefined
  const ids = [...waiting].sort()
  if (ids.length === 0) return
  waiting.clear()
  const now = Date.now()
  for (const [id, at] of written) if (now - at >= everyMs) written.delete(id)
  for (const id of ids) written.set(id, now)
  try {
    await run(pool(), 'update api_keys set last_used_at = $2 where id = any($1)', [ids, new Date(now)])
  } catch (error) {
    log('warn', 'the last use of keys could not be written', { error })
  }
}
