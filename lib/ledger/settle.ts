import 'server-only'
import { log } from '@/lib/log'
import { once } from '@/lib/once'
import { batch } from './batch'
import { hotPool } from './hot-pool'
import { attemptsJson, int, type RecordEnd, text } from './records'
import { settleSql } from './settle-sql'
import { backOff, isLockTimeout, isTransient } from './transient'

export interface Settlement {
  /** The hold's own id and time. */
  id: string
  time: Date
  chargeNanos: bigint
  record: RecordEnd
}

function parameters(items: Settlement[]): unknown[] {
  const column = <T>(of: (item: Settlement) => T) => items.map(of)
  return [
    column((item) => item.id),
    column((item) => item.time.toISOString()),
    column((item) => item.chargeNanos),
    column((item) => text(item.record.modelUsed)),
    column((item) => text(item.record.upstream)),
    column((item) => text(item.record.upstreamModel)),
    column((item) => attemptsJson(item.record.attempts)),
    column((item) => int(item.record.status)),
    column((item) => text(item.record.errorCode)),
    column((item) => int(item.record.inputTokens)),
    column((item) => int(item.record.cachedTokens)),
    column((item) => int(item.record.outputTokens)),
    column((item) => int(item.record.reasoningTokens)),
    column((item) => item.record.estimated),
    column((item) => int(item.record.ttftMs)),
    column((item) => int(item.record.durationMs)),
    column((item) => int(item.record.queueMs)),
    column((item) => text(item.record.finishReason)),
    column((item) => item.record.priceVersionId ?? null),
    column((item) => int(item.record.multiplier)),
  ]
}

/** All or nothing, and nothing at all for those that are settled already. */
async function settleGroup(items: Settlement[]): Promise<void> {
  // Whoever touches several records does it in this order (the sweeper and the journal too).
  const ordered = items.toSorted((a, b) => a.time.getTime() - b.time.getTime() || (a.id < b.id ? -1 : 1))
  await hotPool().query({ name: 'ledger.settle', text: settleSql, values: parameters(ordered) })
}

const patience = 6
/** What cannot be written whole is written bare: the money before the words. */
const bare = ({ id, time, chargeNanos, record }: Settlement): Settlement => ({
  id,
  time,
  chargeNanos,
  record: { ...record, modelUsed: null, upstream: null, upstreamModel: null, attempts: [], errorCode: null, finishReason: null },
})

type Outcome = { error?: unknown }
const settleAlone = async (item: Settlement): Promise<Outcome> => (await settleDurably([item]))[0] ?? {}

async function settleDurably(items: Settlement[]): Promise<(Outcome | Promise<Outcome>)[]> {
  let tries: Settlement[] = items
  for (let attempt = 1; ; attempt++) {
    try {
      await settleGroup(tries)
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

const settlements = () => once('ledger.settlements', () => batch(settleDurably, { max: 200, lanes: 2 }))

/**
 * Ends a hold: charges it, gives the rest back and completes the record, exactly once whoever asks how often. Resolves when that is
 * durable, and waits for a database that is away.
 */
export async function settle(settlement: Settlement): Promise<void> {
  if (settlement.chargeNanos < 0n) throw new Error('a charge is never negative')
  const { error } = await settlements().add(settlement)
  if (error) throw error
}

/** Resolves when no settlement is under way: the last thing before a process ends. */
export const settlementsDone = (): Promise<void> => settlements().idle()
