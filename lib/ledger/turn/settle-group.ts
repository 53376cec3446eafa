import 'server-only'
import { backOff, isLockTimeout, isTransient } from '@/lib/db/transient'
import { log } from '@/lib/log'
import { holdClosed, holdLeft, openHold } from './open-holds'
import { recordedAmong } from './recorded'
import type { Settlement } from './records'
import { type CallEnd, takeTurn } from './take-turn'

/** What is not open here has been settled. */
export const endingsOf = (items: Settlement[]): CallEnd[] =>
  items.flatMap(({ id, chargeNanos, record }) => {
    const hold = openHold(id)
    return hold ? [{ hold, chargeNanos, record }] : []
  })

/** Forgets the calls that have a record already: from a statement whose answer was lost, or from a process that took this one for gone. */
export async function forgetRecorded(endings: CallEnd[]): Promise<CallEnd[]> {
  const known = await recordedAmong(endings.map(({ hold }) => hold.request))
  for (const { hold } of endings) if (known.has(hold.request.id)) holdClosed(hold)
  return endings.filter(({ hold }) => !known.has(hold.request.id))
}

export const isRecorded = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '23505'

const patience = 6
/** A settlement that cannot be written whole is written without its texts, because the money matters more. */
const bare = (item: Settlement): Settlement => ({
  ...item,
  record: { ...item.record, modelUsed: null, upstream: null, upstreamModel: null, attempts: [], errorCode: null, finishReason: null },
})

export type Settled = { error?: unknown }
const settleAlone = async (item: Settlement): Promise<Settled> => (await settleDurably([item], true))[0] ?? {}

/** `again`: they were part of a statement that failed, and may have been recorded by it. */
export async function settleDurably(items: Settlement[], again = false): Promise<(Settled | Promise<Settled>)[]> {
  let tries = items
  for (let attempt = 1; ; attempt++) {
    try {
      const endings = attempt > 1 || again ? await forgetRecorded(endingsOf(tries)) : endingsOf(tries)
      if (endings.length > 0) await takeTurn(endings, null)
      return items.map(() => ({}))
    } catch (error) {
      log('warn', 'a settlement is tried again', { calls: items.length, attempt, error })
      if (!isRecorded(error)) {
        if (items.length > 1 && (isLockTimeout(error) || !isTransient(error))) return items.map(settleAlone)
        if (!isTransient(error)) {
          tries = items.map(bare)
          if (attempt >= patience) return items.map((item) => leave(item, error))
        }
      }
      await backOff(attempt)
    }
  }
}

function leave({ id }: Settlement, error: unknown): Settled {
  log('error', 'a call could not be settled and is left to the sweep', { call: id, error })
  const hold = openHold(id)
  if (hold) holdLeft(hold)
  return { error }
}
