import 'server-only'
import { backOff, isTransient } from '@/lib/db/transient'
import { log } from '@/lib/log'

const patienceMs = 60_000

/** Repeats one step of the start, because a database that was just started or a busy machine answers late. */
export async function patiently<T>(step: () => Promise<T>): Promise<T> {
  const until = Date.now() + patienceMs
  for (let attempt = 0; ; attempt++) {
    try {
      return await step()
    } catch (error) {
      if (!isTransient(error) || Date.now() > until) throw error
      log('warn', 'the database did not answer in time; the start tries again', { error })
      await backOff(attempt)
    }
  }
}
