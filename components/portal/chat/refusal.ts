import type { RefusalAnswer } from '@/lib/http/schema'

/** Reads why the API refused a turn, which it then has not stored. Undefined when no answer came. */
export function refusedTurnOf(error: Error): RefusalAnswer['error'] | undefined {
  try {
    return (JSON.parse(error.message) as Partial<RefusalAnswer>).error
  } catch {
    return undefined
  }
}
