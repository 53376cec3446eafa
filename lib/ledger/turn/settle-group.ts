import 'server-only'
import { backOff, isLockTimeout, isTransient } from '@/lib/db/transient'
import { log } from '@/lib/log'
import type { Settlement } from './records'
import { takeTurn } from './take-turn'

const patience = 6
/** A settlement that cannot be written whole is written without its texts, because the money matters more. */
const bare = ({ id, time, chargeNanos, record }: Settlement): Settlement => ({
  id,
  time,
  chargeNanos,
  record: { ...record, modelUsed: null, upstream: null, upstreamModel: null, attempts: [], errorCode: null, finishReason: null },
})

export type Settled = { error?: unknown }
const settleAlone = async (item: Settlement): Promise<Settled> => (await settleDurably([item]))[0] ?? {}

export async function settleDurably(items: Settlement[]): Promise<(Settled | Promise<Settled>)[]> {
  let tries: Settlement[] = items
  for (let attempt = 1; ; attempt++) {
    try {
      await takeTurn(tries, [])
      return items.map(() => ({}))
    } catch (error) {
      log('warn', 'a settlement is tried again', { calls: items.length, attempt, error })
      if (items.length > 1 && (isLockTimeout(error) || !isTransient(error))) return items.map(settleAlone)
      if (!isTransient(error)) {
        tries = items.map(bare)
        if (attempt >= patience) {
          log('error', 'a call could not be settled and is left to the sweeper', { call: items[0]?.id, error })
          return [{ error }]
        }
      }
      await backOff(attempt)
    }
  }
}
