import 'server-only'
import { log } from '@/lib/log'
import { once } from '@/lib/once'

const timers = once('boot.timers', () => new Set<NodeJS.Timeout>())

/** Repeats `work` while the process lives, never two at once. A failure is logged, and the next turn tries again. */
export function every(seconds: number, name: string, work: () => Promise<unknown>): void {
  let busy = false
  const timer = setInterval(async () => {
    if (busy) return
    busy = true
    try {
      await work()
    } catch (error) {
      log('warn', 'work that is repeated failed', { work: name, error })
    } finally {
      busy = false
    }
  }, seconds * 1000)
  timer.unref()
  timers.add(timer)
}

export function stopRepeating(): void {
  for (const timer of timers) clearInterval(timer)
  timers.clear()
}
