import 'server-only'
import { log } from '@/lib/log'
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

export function settleParameters(items: Settlement[]): unknown[] {
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

/** Whoever touches several records does it in this order (the sweeper and the journal too). */
export const inOrder = (items: Settlement[]): Settlement[] =>
  items.toSorted((a, b) => a.time.getTime() - b.time.getTime() || (a.id < b.id ? -1 : 1))

/** All or nothing, and nothing at all for those that are settled already. */
async function settleGroup(items: Settlement[]): Promise<void> {
  await hotPool().query({ name: 'ledger.settle', text: settleSql, values: settleParameters(inOrder(items)) })
}

const patience = 6
/** What cannot be written whole is written bare: the money before the words. */
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
