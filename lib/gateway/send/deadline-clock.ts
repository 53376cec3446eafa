import 'server-only'
import { once } from '@/lib/once'

/** What ends when it takes too long. */
export interface Deadline {
  /** In `performance.now()` time. It may be moved. */
  until: number
  /** Called once, unless it is forgotten before. */
  passed(): void
}

const lookMs = 100

/** One clock for the deadlines of all calls, in place of a timer for each. It runs while there is something to look at. */
class DeadlineClock {
  readonly #watched = new Set<Deadline>()
  #timer: NodeJS.Timeout | undefined

  watch(deadline: Deadline): void {
    this.#watched.add(deadline)
    this.#timer ??= setInterval(this.#look, lookMs)
  }

  forget(deadline: Deadline): void {
    this.#watched.delete(deadline)
  }

  #look = () => {
    const now = performance.now()
    for (const deadline of this.#watched) {
      if (deadline.until > now) continue
      this.#watched.delete(deadline)
      deadline.passed()
    }
    if (this.#watched.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}

export const deadlineClock = () => once('gateway.deadlines', () => new DeadlineClock())
